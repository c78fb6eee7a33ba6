_wharf() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="wharf"
                ;;
            wharf,ca)
                cmd="wharf__subcmd__ca"
                ;;
            wharf,check)
                cmd="wharf__subcmd__check"
                ;;
            wharf,check-config)
                cmd="wharf__subcmd__check__subcmd__config"
                ;;
            wharf,completions)
                cmd="wharf__subcmd__completions"
                ;;
            wharf,config)
                cmd="wharf__subcmd__config"
                ;;
            wharf,convert)
                cmd="wharf__subcmd__convert"
                ;;
            wharf,disable)
                cmd="wharf__subcmd__disable"
                ;;
            wharf,docs)
                cmd="wharf__subcmd__docs"
                ;;
            wharf,doctor)
                cmd="wharf__subcmd__doctor"
                ;;
            wharf,enable)
                cmd="wharf__subcmd__enable"
                ;;
            wharf,events)
                cmd="wharf__subcmd__events"
                ;;
            wharf,graceful-kill)
                cmd="wharf__subcmd__graceful__subcmd__kill"
                ;;
            wharf,help)
                cmd="wharf__subcmd__help"
                ;;
            wharf,history)
                cmd="wharf__subcmd__history"
                ;;
            wharf,hup)
                cmd="wharf__subcmd__hup"
                ;;
            wharf,init)
                cmd="wharf__subcmd__init"
                ;;
            wharf,install)
                cmd="wharf__subcmd__install"
                ;;
            wharf,int)
                cmd="wharf__subcmd__int"
                ;;
            wharf,kill)
                cmd="wharf__subcmd__kill"
                ;;
            wharf,man)
                cmd="wharf__subcmd__man"
                ;;
            wharf,once)
                cmd="wharf__subcmd__once"
                ;;
            wharf,plan)
                cmd="wharf__subcmd__plan"
                ;;
            wharf,readonly)
                cmd="wharf__subcmd__readonly"
                ;;
            wharf,reconfigure)
                cmd="wharf__subcmd__reconfigure"
                ;;
            wharf,registry)
                cmd="wharf__subcmd__registry"
                ;;
            wharf,registry-key)
                cmd="wharf__subcmd__registry__subcmd__key"
                ;;
            wharf,render)
                cmd="wharf__subcmd__render"
                ;;
            wharf,renew-le-certs)
                cmd="wharf__subcmd__renew__subcmd__le__subcmd__certs"
                ;;
            wharf,restart)
                cmd="wharf__subcmd__restart"
                ;;
            wharf,restart-except)
                cmd="wharf__subcmd__restart__subcmd__except"
                ;;
            wharf,rollback)
                cmd="wharf__subcmd__rollback"
                ;;
            wharf,schema)
                cmd="wharf__subcmd__schema"
                ;;
            wharf,serve)
                cmd="wharf__subcmd__serve"
                ;;
            wharf,service-list)
                cmd="wharf__subcmd__service__subcmd__list"
                ;;
            wharf,show-config)
                cmd="wharf__subcmd__show__subcmd__config"
                ;;
            wharf,shutdown)
                cmd="wharf__subcmd__shutdown"
                ;;
            wharf,start)
                cmd="wharf__subcmd__start"
                ;;
            wharf,status)
                cmd="wharf__subcmd__status"
                ;;
            wharf,stop)
                cmd="wharf__subcmd__stop"
                ;;
            wharf,supervise-exec)
                cmd="wharf__subcmd__supervise__subcmd__exec"
                ;;
            wharf,tail)
                cmd="wharf__subcmd__tail"
                ;;
            wharf,term)
                cmd="wharf__subcmd__term"
                ;;
            wharf,token-server)
                cmd="wharf__subcmd__token__subcmd__server"
                ;;
            wharf,uninstall)
                cmd="wharf__subcmd__uninstall"
                ;;
            wharf,up)
                cmd="wharf__subcmd__up"
                ;;
            wharf,user)
                cmd="wharf__subcmd__user"
                ;;
            wharf,usr1)
                cmd="wharf__subcmd__usr1"
                ;;
            wharf,usr2)
                cmd="wharf__subcmd__usr2"
                ;;
            wharf__subcmd__ca,help)
                cmd="wharf__subcmd__ca__subcmd__help"
                ;;
            wharf__subcmd__ca,init)
                cmd="wharf__subcmd__ca__subcmd__init"
                ;;
            wharf__subcmd__ca,print)
                cmd="wharf__subcmd__ca__subcmd__print"
                ;;
            wharf__subcmd__ca,trust-script)
                cmd="wharf__subcmd__ca__subcmd__trust__subcmd__script"
                ;;
            wharf__subcmd__ca__subcmd__help,help)
                cmd="wharf__subcmd__ca__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__ca__subcmd__help,init)
                cmd="wharf__subcmd__ca__subcmd__help__subcmd__init"
                ;;
            wharf__subcmd__ca__subcmd__help,print)
                cmd="wharf__subcmd__ca__subcmd__help__subcmd__print"
                ;;
            wharf__subcmd__ca__subcmd__help,trust-script)
                cmd="wharf__subcmd__ca__subcmd__help__subcmd__trust__subcmd__script"
                ;;
            wharf__subcmd__config,explain)
                cmd="wharf__subcmd__config__subcmd__explain"
                ;;
            wharf__subcmd__config,get)
                cmd="wharf__subcmd__config__subcmd__get"
                ;;
            wharf__subcmd__config,help)
                cmd="wharf__subcmd__config__subcmd__help"
                ;;
            wharf__subcmd__config,set)
                cmd="wharf__subcmd__config__subcmd__set"
                ;;
            wharf__subcmd__config,show)
                cmd="wharf__subcmd__config__subcmd__show"
                ;;
            wharf__subcmd__config__subcmd__help,explain)
                cmd="wharf__subcmd__config__subcmd__help__subcmd__explain"
                ;;
            wharf__subcmd__config__subcmd__help,get)
                cmd="wharf__subcmd__config__subcmd__help__subcmd__get"
                ;;
            wharf__subcmd__config__subcmd__help,help)
                cmd="wharf__subcmd__config__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__config__subcmd__help,set)
                cmd="wharf__subcmd__config__subcmd__help__subcmd__set"
                ;;
            wharf__subcmd__config__subcmd__help,show)
                cmd="wharf__subcmd__config__subcmd__help__subcmd__show"
                ;;
            wharf__subcmd__events,help)
                cmd="wharf__subcmd__events__subcmd__help"
                ;;
            wharf__subcmd__events,ls)
                cmd="wharf__subcmd__events__subcmd__ls"
                ;;
            wharf__subcmd__events,replay)
                cmd="wharf__subcmd__events__subcmd__replay"
                ;;
            wharf__subcmd__events,test)
                cmd="wharf__subcmd__events__subcmd__test"
                ;;
            wharf__subcmd__events__subcmd__help,help)
                cmd="wharf__subcmd__events__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__events__subcmd__help,ls)
                cmd="wharf__subcmd__events__subcmd__help__subcmd__ls"
                ;;
            wharf__subcmd__events__subcmd__help,replay)
                cmd="wharf__subcmd__events__subcmd__help__subcmd__replay"
                ;;
            wharf__subcmd__events__subcmd__help,test)
                cmd="wharf__subcmd__events__subcmd__help__subcmd__test"
                ;;
            wharf__subcmd__help,ca)
                cmd="wharf__subcmd__help__subcmd__ca"
                ;;
            wharf__subcmd__help,check)
                cmd="wharf__subcmd__help__subcmd__check"
                ;;
            wharf__subcmd__help,check-config)
                cmd="wharf__subcmd__help__subcmd__check__subcmd__config"
                ;;
            wharf__subcmd__help,completions)
                cmd="wharf__subcmd__help__subcmd__completions"
                ;;
            wharf__subcmd__help,config)
                cmd="wharf__subcmd__help__subcmd__config"
                ;;
            wharf__subcmd__help,convert)
                cmd="wharf__subcmd__help__subcmd__convert"
                ;;
            wharf__subcmd__help,disable)
                cmd="wharf__subcmd__help__subcmd__disable"
                ;;
            wharf__subcmd__help,docs)
                cmd="wharf__subcmd__help__subcmd__docs"
                ;;
            wharf__subcmd__help,doctor)
                cmd="wharf__subcmd__help__subcmd__doctor"
                ;;
            wharf__subcmd__help,enable)
                cmd="wharf__subcmd__help__subcmd__enable"
                ;;
            wharf__subcmd__help,events)
                cmd="wharf__subcmd__help__subcmd__events"
                ;;
            wharf__subcmd__help,graceful-kill)
                cmd="wharf__subcmd__help__subcmd__graceful__subcmd__kill"
                ;;
            wharf__subcmd__help,help)
                cmd="wharf__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__help,history)
                cmd="wharf__subcmd__help__subcmd__history"
                ;;
            wharf__subcmd__help,hup)
                cmd="wharf__subcmd__help__subcmd__hup"
                ;;
            wharf__subcmd__help,init)
                cmd="wharf__subcmd__help__subcmd__init"
                ;;
            wharf__subcmd__help,install)
                cmd="wharf__subcmd__help__subcmd__install"
                ;;
            wharf__subcmd__help,int)
                cmd="wharf__subcmd__help__subcmd__int"
                ;;
            wharf__subcmd__help,kill)
                cmd="wharf__subcmd__help__subcmd__kill"
                ;;
            wharf__subcmd__help,man)
                cmd="wharf__subcmd__help__subcmd__man"
                ;;
            wharf__subcmd__help,once)
                cmd="wharf__subcmd__help__subcmd__once"
                ;;
            wharf__subcmd__help,plan)
                cmd="wharf__subcmd__help__subcmd__plan"
                ;;
            wharf__subcmd__help,readonly)
                cmd="wharf__subcmd__help__subcmd__readonly"
                ;;
            wharf__subcmd__help,reconfigure)
                cmd="wharf__subcmd__help__subcmd__reconfigure"
                ;;
            wharf__subcmd__help,registry)
                cmd="wharf__subcmd__help__subcmd__registry"
                ;;
            wharf__subcmd__help,registry-key)
                cmd="wharf__subcmd__help__subcmd__registry__subcmd__key"
                ;;
            wharf__subcmd__help,render)
                cmd="wharf__subcmd__help__subcmd__render"
                ;;
            wharf__subcmd__help,renew-le-certs)
                cmd="wharf__subcmd__help__subcmd__renew__subcmd__le__subcmd__certs"
                ;;
            wharf__subcmd__help,restart)
                cmd="wharf__subcmd__help__subcmd__restart"
                ;;
            wharf__subcmd__help,restart-except)
                cmd="wharf__subcmd__help__subcmd__restart__subcmd__except"
                ;;
            wharf__subcmd__help,rollback)
                cmd="wharf__subcmd__help__subcmd__rollback"
                ;;
            wharf__subcmd__help,schema)
                cmd="wharf__subcmd__help__subcmd__schema"
                ;;
            wharf__subcmd__help,serve)
                cmd="wharf__subcmd__help__subcmd__serve"
                ;;
            wharf__subcmd__help,service-list)
                cmd="wharf__subcmd__help__subcmd__service__subcmd__list"
                ;;
            wharf__subcmd__help,show-config)
                cmd="wharf__subcmd__help__subcmd__show__subcmd__config"
                ;;
            wharf__subcmd__help,shutdown)
                cmd="wharf__subcmd__help__subcmd__shutdown"
                ;;
            wharf__subcmd__help,start)
                cmd="wharf__subcmd__help__subcmd__start"
                ;;
            wharf__subcmd__help,status)
                cmd="wharf__subcmd__help__subcmd__status"
                ;;
            wharf__subcmd__help,stop)
                cmd="wharf__subcmd__help__subcmd__stop"
                ;;
            wharf__subcmd__help,supervise-exec)
                cmd="wharf__subcmd__help__subcmd__supervise__subcmd__exec"
                ;;
            wharf__subcmd__help,tail)
                cmd="wharf__subcmd__help__subcmd__tail"
                ;;
            wharf__subcmd__help,term)
                cmd="wharf__subcmd__help__subcmd__term"
                ;;
            wharf__subcmd__help,token-server)
                cmd="wharf__subcmd__help__subcmd__token__subcmd__server"
                ;;
            wharf__subcmd__help,uninstall)
                cmd="wharf__subcmd__help__subcmd__uninstall"
                ;;
            wharf__subcmd__help,up)
                cmd="wharf__subcmd__help__subcmd__up"
                ;;
            wharf__subcmd__help,user)
                cmd="wharf__subcmd__help__subcmd__user"
                ;;
            wharf__subcmd__help,usr1)
                cmd="wharf__subcmd__help__subcmd__usr1"
                ;;
            wharf__subcmd__help,usr2)
                cmd="wharf__subcmd__help__subcmd__usr2"
                ;;
            wharf__subcmd__help__subcmd__ca,init)
                cmd="wharf__subcmd__help__subcmd__ca__subcmd__init"
                ;;
            wharf__subcmd__help__subcmd__ca,print)
                cmd="wharf__subcmd__help__subcmd__ca__subcmd__print"
                ;;
            wharf__subcmd__help__subcmd__ca,trust-script)
                cmd="wharf__subcmd__help__subcmd__ca__subcmd__trust__subcmd__script"
                ;;
            wharf__subcmd__help__subcmd__config,explain)
                cmd="wharf__subcmd__help__subcmd__config__subcmd__explain"
                ;;
            wharf__subcmd__help__subcmd__config,get)
                cmd="wharf__subcmd__help__subcmd__config__subcmd__get"
                ;;
            wharf__subcmd__help__subcmd__config,set)
                cmd="wharf__subcmd__help__subcmd__config__subcmd__set"
                ;;
            wharf__subcmd__help__subcmd__config,show)
                cmd="wharf__subcmd__help__subcmd__config__subcmd__show"
                ;;
            wharf__subcmd__help__subcmd__events,ls)
                cmd="wharf__subcmd__help__subcmd__events__subcmd__ls"
                ;;
            wharf__subcmd__help__subcmd__events,replay)
                cmd="wharf__subcmd__help__subcmd__events__subcmd__replay"
                ;;
            wharf__subcmd__help__subcmd__events,test)
                cmd="wharf__subcmd__help__subcmd__events__subcmd__test"
                ;;
            wharf__subcmd__help__subcmd__readonly,off)
                cmd="wharf__subcmd__help__subcmd__readonly__subcmd__off"
                ;;
            wharf__subcmd__help__subcmd__readonly,on)
                cmd="wharf__subcmd__help__subcmd__readonly__subcmd__on"
                ;;
            wharf__subcmd__help__subcmd__readonly,status)
                cmd="wharf__subcmd__help__subcmd__readonly__subcmd__status"
                ;;
            wharf__subcmd__help__subcmd__registry,configtest)
                cmd="wharf__subcmd__help__subcmd__registry__subcmd__configtest"
                ;;
            wharf__subcmd__help__subcmd__registry,serve)
                cmd="wharf__subcmd__help__subcmd__registry__subcmd__serve"
                ;;
            wharf__subcmd__help__subcmd__registry__subcmd__key,cert)
                cmd="wharf__subcmd__help__subcmd__registry__subcmd__key__subcmd__cert"
                ;;
            wharf__subcmd__help__subcmd__registry__subcmd__key,fingerprint)
                cmd="wharf__subcmd__help__subcmd__registry__subcmd__key__subcmd__fingerprint"
                ;;
            wharf__subcmd__help__subcmd__user,add)
                cmd="wharf__subcmd__help__subcmd__user__subcmd__add"
                ;;
            wharf__subcmd__help__subcmd__user,list)
                cmd="wharf__subcmd__help__subcmd__user__subcmd__list"
                ;;
            wharf__subcmd__help__subcmd__user,passwd)
                cmd="wharf__subcmd__help__subcmd__user__subcmd__passwd"
                ;;
            wharf__subcmd__help__subcmd__user,rm)
                cmd="wharf__subcmd__help__subcmd__user__subcmd__rm"
                ;;
            wharf__subcmd__readonly,help)
                cmd="wharf__subcmd__readonly__subcmd__help"
                ;;
            wharf__subcmd__readonly,off)
                cmd="wharf__subcmd__readonly__subcmd__off"
                ;;
            wharf__subcmd__readonly,on)
                cmd="wharf__subcmd__readonly__subcmd__on"
                ;;
            wharf__subcmd__readonly,status)
                cmd="wharf__subcmd__readonly__subcmd__status"
                ;;
            wharf__subcmd__readonly__subcmd__help,help)
                cmd="wharf__subcmd__readonly__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__readonly__subcmd__help,off)
                cmd="wharf__subcmd__readonly__subcmd__help__subcmd__off"
                ;;
            wharf__subcmd__readonly__subcmd__help,on)
                cmd="wharf__subcmd__readonly__subcmd__help__subcmd__on"
                ;;
            wharf__subcmd__readonly__subcmd__help,status)
                cmd="wharf__subcmd__readonly__subcmd__help__subcmd__status"
                ;;
            wharf__subcmd__registry,configtest)
                cmd="wharf__subcmd__registry__subcmd__configtest"
                ;;
            wharf__subcmd__registry,help)
                cmd="wharf__subcmd__registry__subcmd__help"
                ;;
            wharf__subcmd__registry,serve)
                cmd="wharf__subcmd__registry__subcmd__serve"
                ;;
            wharf__subcmd__registry__subcmd__help,configtest)
                cmd="wharf__subcmd__registry__subcmd__help__subcmd__configtest"
                ;;
            wharf__subcmd__registry__subcmd__help,help)
                cmd="wharf__subcmd__registry__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__registry__subcmd__help,serve)
                cmd="wharf__subcmd__registry__subcmd__help__subcmd__serve"
                ;;
            wharf__subcmd__registry__subcmd__key,cert)
                cmd="wharf__subcmd__registry__subcmd__key__subcmd__cert"
                ;;
            wharf__subcmd__registry__subcmd__key,fingerprint)
                cmd="wharf__subcmd__registry__subcmd__key__subcmd__fingerprint"
                ;;
            wharf__subcmd__registry__subcmd__key,help)
                cmd="wharf__subcmd__registry__subcmd__key__subcmd__help"
                ;;
            wharf__subcmd__registry__subcmd__key__subcmd__help,cert)
                cmd="wharf__subcmd__registry__subcmd__key__subcmd__help__subcmd__cert"
                ;;
            wharf__subcmd__registry__subcmd__key__subcmd__help,fingerprint)
                cmd="wharf__subcmd__registry__subcmd__key__subcmd__help__subcmd__fingerprint"
                ;;
            wharf__subcmd__registry__subcmd__key__subcmd__help,help)
                cmd="wharf__subcmd__registry__subcmd__key__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__user,add)
                cmd="wharf__subcmd__user__subcmd__add"
                ;;
            wharf__subcmd__user,help)
                cmd="wharf__subcmd__user__subcmd__help"
                ;;
            wharf__subcmd__user,list)
                cmd="wharf__subcmd__user__subcmd__list"
                ;;
            wharf__subcmd__user,passwd)
                cmd="wharf__subcmd__user__subcmd__passwd"
                ;;
            wharf__subcmd__user,rm)
                cmd="wharf__subcmd__user__subcmd__rm"
                ;;
            wharf__subcmd__user__subcmd__help,add)
                cmd="wharf__subcmd__user__subcmd__help__subcmd__add"
                ;;
            wharf__subcmd__user__subcmd__help,help)
                cmd="wharf__subcmd__user__subcmd__help__subcmd__help"
                ;;
            wharf__subcmd__user__subcmd__help,list)
                cmd="wharf__subcmd__user__subcmd__help__subcmd__list"
                ;;
            wharf__subcmd__user__subcmd__help,passwd)
                cmd="wharf__subcmd__user__subcmd__help__subcmd__passwd"
                ;;
            wharf__subcmd__user__subcmd__help,rm)
                cmd="wharf__subcmd__user__subcmd__help__subcmd__rm"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        wharf)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version init print trust-script help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__help)
            opts="init print trust-script help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__help__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__help__subcmd__print)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__help__subcmd__trust__subcmd__script)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__init)
            opts="-c -q -v -y -h -V --host --force --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__print)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__ca__subcmd__trust__subcmd__script)
            opts="-c -q -v -y -h -V --for --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --for)
                    COMPREPLY=($(compgen -W "docker containerd podman runner" -- "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__check)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__check__subcmd__config)
            opts="-n -c -q -v -y -h --version --no-fail --root --config --json --quiet --verbose --color --yes --beside-omnibus --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --version)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__completions)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version bash elvish fish powershell zsh"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version show get explain set help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__explain)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version external_url registry_external_url roles registry registry.enable registry.username registry.group registry.uid registry.gid registry.shell registry.dir registry.log_directory registry.svlogd_size registry.svlogd_num registry.svlogd_timeout registry.svlogd_filter registry.svlogd_udp registry.svlogd_prefix registry.log_group registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.auth.htpasswd registry.auth.htpasswd.realm registry.auth.htpasswd.path registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.s3.bucket registry.storage.s3.region registry.storage.s3.regionendpoint registry.storage.s3.accesskey registry.storage.s3.secretkey registry.storage.s3.rootdirectory registry.storage.s3.forcepathstyle registry.storage.s3.pathstyle registry.storage.s3.encrypt registry.storage.s3.keyid registry.storage.s3.secure registry.storage.s3.skipverify registry.storage.s3.v4auth registry.storage.s3.chunksize registry.storage.s3.multipartcopychunksize registry.storage.s3.multipartcopymaxconcurrency registry.storage.s3.multipartcopythresholdsize registry.storage.s3.storageclass registry.storage.s3.objectacl registry.storage.s3.objectownership registry.storage.s3.useragent registry.storage.s3.usedualstack registry.storage.s3.accelerate registry.storage.s3.usefipsendpoint registry.storage.s3.redirectendpoint registry.storage.s3.loglevel registry.storage.s3.maxrequestspersecond registry.storage.s3.maxretries registry.storage.s3.parallelwalk registry.storage.s3.checksum_disabled registry.storage.s3.checksum_algorithm registry.storage.gcs registry.storage.gcs.bucket registry.storage.gcs.keyfile registry.storage.gcs.credentials registry.storage.gcs.credentials.type registry.storage.gcs.credentials.project_id registry.storage.gcs.credentials.private_key_id registry.storage.gcs.credentials.private_key registry.storage.gcs.credentials.client_email registry.storage.gcs.credentials.client_id registry.storage.gcs.credentials.auth_uri registry.storage.gcs.credentials.token_uri registry.storage.gcs.credentials.auth_provider_x509_cert_url registry.storage.gcs.credentials.client_x509_cert_url registry.storage.gcs.credentials.universe_domain registry.storage.gcs.rootdirectory registry.storage.gcs.chunksize registry.storage.gcs.maxconcurrency registry.storage.gcs.useragent registry.storage.gcs.maxretries registry.storage.gcs.parallelwalk registry.storage.azure registry.storage.azure.accountname registry.storage.azure.accountkey registry.storage.azure.container registry.storage.azure.realm registry.storage.azure.rootdirectory registry.storage.azure.serviceurl registry.storage.azure.connectionstring registry.storage.azure.credentials registry.storage.azure.credentials.type registry.storage.azure.credentials.clientid registry.storage.azure.credentials.tenantid registry.storage.azure.credentials.secret registry.storage.azure.max_retries registry.storage.azure.retry_delay registry.storage.azure.skipverify registry.storage.azure.trimlegacyrootprefix registry.storage.azure.legacyrootprefix registry.storage.swift registry.storage.swift.username registry.storage.swift.password registry.storage.swift.authurl registry.storage.swift.container registry.storage.swift.tenant registry.storage.swift.tenantid registry.storage.swift.domain registry.storage.swift.domainid registry.storage.swift.tenantdomain registry.storage.swift.tenantdomainid registry.storage.swift.trustid registry.storage.swift.region registry.storage.swift.authversion registry.storage.swift.prefix registry.storage.swift.rootdirectory registry.storage.swift.endpointtype registry.storage.swift.insecureskipverify registry.storage.swift.chunksize registry.storage.swift.secretkey registry.storage.swift.accesskey registry.storage.swift.tempurlcontainerkey registry.storage.swift.tempurlmethods registry.storage.oss registry.storage.oss.accesskeyid registry.storage.oss.accesskeysecret registry.storage.oss.region registry.storage.oss.bucket registry.storage.oss.endpoint registry.storage.oss.internal registry.storage.oss.encrypt registry.storage.oss.encryptionkeyid registry.storage.oss.secure registry.storage.oss.chunksize registry.storage.oss.rootdirectory registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.cache.blobdescriptorsize registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage.tag registry.storage.tag.concurrencylimit registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.http registry.http.relativeurls registry.notifications registry.default_notifications_timeout registry.default_notifications_maxretries registry.default_notifications_backoff registry.default_notifications_headers registry.default_notifications_threshold registry.middleware registry.middleware.registry registry.middleware.repository registry.middleware.storage registry.database registry.database.enabled registry.database.host registry.database.port registry.database.user registry.database.password registry.database.dbname registry.database.sslmode registry.database.sslcert registry.database.sslkey registry.database.sslrootcert registry.database.connecttimeout registry.database.draintimeout registry.database.preparedstatements registry.database.primary registry.database.pool registry.database.pool.maxidle registry.database.pool.maxopen registry.database.pool.maxlifetime registry.database.pool.maxidletime registry.database.loadbalancing registry.database.loadbalancing.enabled registry.database.loadbalancing.hosts registry.database.loadbalancing.nameserver registry.database.loadbalancing.port registry.database.loadbalancing.record registry.database.loadbalancing.replicacheckinterval registry.database.backgroundmigrations registry.database.backgroundmigrations.enabled registry.database.backgroundmigrations.jobinterval registry.database.backgroundmigrations.maxjobretries registry.auto_migrate registry.gc registry.gc.disabled registry.gc.maxbackoff registry.gc.noidlebackoff registry.gc.transactiontimeout registry.gc.reviewafter registry.gc.manifests registry.gc.manifests.disabled registry.gc.manifests.interval registry.gc.blobs registry.gc.blobs.disabled registry.gc.blobs.interval registry.gc.blobs.storagetimeout registry.redis registry.redis.cache registry.redis.cache.enabled registry.redis.cache.addr registry.redis.cache.mainname registry.redis.cache.username registry.redis.cache.password registry.redis.cache.sentinelusername registry.redis.cache.sentinelpassword registry.redis.cache.db registry.redis.cache.dialtimeout registry.redis.cache.readtimeout registry.redis.cache.writetimeout registry.redis.cache.tls registry.redis.cache.tls.enabled registry.redis.cache.tls.insecure registry.redis.cache.tls.certificate registry.redis.cache.tls.key registry.redis.cache.tls.rootcas registry.redis.cache.pool registry.redis.cache.pool.size registry.redis.cache.pool.maxlifetime registry.redis.cache.pool.idletimeout registry.redis.loadbalancing registry.redis.loadbalancing.enabled registry.redis.loadbalancing.addr registry.redis.loadbalancing.mainname registry.redis.loadbalancing.username registry.redis.loadbalancing.password registry.redis.loadbalancing.sentinelusername registry.redis.loadbalancing.sentinelpassword registry.redis.loadbalancing.db registry.redis.loadbalancing.dialtimeout registry.redis.loadbalancing.readtimeout registry.redis.loadbalancing.writetimeout registry.redis.loadbalancing.tls registry.redis.loadbalancing.tls.enabled registry.redis.loadbalancing.tls.insecure registry.redis.loadbalancing.tls.certificate registry.redis.loadbalancing.tls.key registry.redis.loadbalancing.tls.rootcas registry.redis.loadbalancing.pool registry.redis.loadbalancing.pool.size registry.redis.loadbalancing.pool.maxlifetime registry.redis.loadbalancing.pool.idletimeout registry.redis.ratelimiting registry.redis.ratelimiting.enabled registry.redis.ratelimiting.addr registry.redis.ratelimiting.mainname registry.redis.ratelimiting.username registry.redis.ratelimiting.password registry.redis.ratelimiting.sentinelusername registry.redis.ratelimiting.sentinelpassword registry.redis.ratelimiting.db registry.redis.ratelimiting.dialtimeout registry.redis.ratelimiting.readtimeout registry.redis.ratelimiting.writetimeout registry.redis.ratelimiting.tls registry.redis.ratelimiting.tls.enabled registry.redis.ratelimiting.tls.insecure registry.redis.ratelimiting.tls.certificate registry.redis.ratelimiting.tls.key registry.redis.ratelimiting.tls.rootcas registry.redis.ratelimiting.pool registry.redis.ratelimiting.pool.size registry.redis.ratelimiting.pool.maxlifetime registry.redis.ratelimiting.pool.idletimeout registry.redis.addr registry.redis.username registry.redis.password registry.redis.db registry.redis.dialtimeout registry.redis.readtimeout registry.redis.writetimeout registry.redis.tls registry.redis.tls.enabled registry.redis.tls.insecure registry.redis.tls.certificate registry.redis.tls.key registry.redis.tls.rootcas registry.redis.pool registry.redis.pool.size registry.redis.pool.maxlifetime registry.redis.pool.idletimeout registry.reporting registry.reporting.sentry registry.reporting.sentry.enabled registry.reporting.sentry.dsn registry.reporting.sentry.environment registry.reporting.bugsnag registry.reporting.bugsnag.apikey registry.reporting.bugsnag.releasestage registry.reporting.bugsnag.endpoint registry.reporting.newrelic registry.reporting.newrelic.licensekey registry.reporting.newrelic.name registry.reporting.newrelic.verbose registry.garbage_collection registry.garbage_collection.schedule registry.garbage_collection.window registry.garbage_collection.delete_untagged registry.garbage_collection.grace registry.garbage_collection.quarantine registry.retention registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.dir registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.svlogd_size nginx.svlogd_num nginx.svlogd_timeout nginx.svlogd_filter nginx.svlogd_udp nginx.svlogd_prefix nginx.log_group nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.log_format nginx.log_format_escape nginx.hide_server_tokens nginx.proxy_cache_path nginx.proxy_cache nginx.ha nginx.status nginx.status.enable nginx.status.listen_addresses nginx.status.fqdn nginx.status.port nginx.status.vts_enable nginx.status.options nginx.listen_https nginx.ssl_certificate nginx.ssl_certificate_key nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.registry_notification_secret gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.gitlab_default_projects_features_issues gitlab_rails.gitlab_default_projects_features_merge_requests gitlab_rails.gitlab_default_projects_features_wiki gitlab_rails.gitlab_default_projects_features_snippets gitlab_rails.gitlab_default_projects_features_builds gitlab_rails.nginx gitlab_rails.nginx.enable gitlab_rails.nginx.listen_https gitlab_rails.nginx.ssl_certificate gitlab_rails.nginx.ssl_certificate_key gitlab_rails.shared_path gitlab_rails.config_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable manage_storage_directories.manage_etc user user.username user.group user.uid user.gid user.home user.shell web_server web_server.username web_server.group web_server.uid web_server.gid web_server.home web_server.shell web_server.external_users letsencrypt letsencrypt.enable letsencrypt.contact_emails letsencrypt.auto_renew letsencrypt.auto_renew_hour letsencrypt.auto_renew_minute letsencrypt.auto_renew_day_of_month letsencrypt.auto_renew_log_directory letsencrypt.alt_names letsencrypt.wwwroot letsencrypt.key_type letsencrypt.key_size letsencrypt.ec_curve letsencrypt.acme_staging_endpoint letsencrypt.acme_production_endpoint letsencrypt.crt letsencrypt.chain letsencrypt.group letsencrypt.owner letsencrypt.authorization_method package package.generate_default_secrets package.generate_secrets_json_file logging logging.svlogd_size logging.svlogd_num logging.svlogd_timeout logging.svlogd_filter logging.svlogd_udp logging.svlogd_prefix logging.udp_log_shipping_host logging.udp_log_shipping_hostname logging.udp_log_shipping_port logging.log_group logging.logrotate_frequency logging.logrotate_maxsize logging.logrotate_size logging.logrotate_rotate logging.logrotate_compress logging.logrotate_method logging.logrotate_postrotate logging.logrotate_dateformat supervise supervise.drain"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__get)
            opts="-c -q -v -y -h -V --show-secrets --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version external_url registry_external_url roles registry registry.enable registry.username registry.group registry.uid registry.gid registry.shell registry.dir registry.log_directory registry.svlogd_size registry.svlogd_num registry.svlogd_timeout registry.svlogd_filter registry.svlogd_udp registry.svlogd_prefix registry.log_group registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.auth.htpasswd registry.auth.htpasswd.realm registry.auth.htpasswd.path registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.s3.bucket registry.storage.s3.region registry.storage.s3.regionendpoint registry.storage.s3.accesskey registry.storage.s3.secretkey registry.storage.s3.rootdirectory registry.storage.s3.forcepathstyle registry.storage.s3.pathstyle registry.storage.s3.encrypt registry.storage.s3.keyid registry.storage.s3.secure registry.storage.s3.skipverify registry.storage.s3.v4auth registry.storage.s3.chunksize registry.storage.s3.multipartcopychunksize registry.storage.s3.multipartcopymaxconcurrency registry.storage.s3.multipartcopythresholdsize registry.storage.s3.storageclass registry.storage.s3.objectacl registry.storage.s3.objectownership registry.storage.s3.useragent registry.storage.s3.usedualstack registry.storage.s3.accelerate registry.storage.s3.usefipsendpoint registry.storage.s3.redirectendpoint registry.storage.s3.loglevel registry.storage.s3.maxrequestspersecond registry.storage.s3.maxretries registry.storage.s3.parallelwalk registry.storage.s3.checksum_disabled registry.storage.s3.checksum_algorithm registry.storage.gcs registry.storage.gcs.bucket registry.storage.gcs.keyfile registry.storage.gcs.credentials registry.storage.gcs.credentials.type registry.storage.gcs.credentials.project_id registry.storage.gcs.credentials.private_key_id registry.storage.gcs.credentials.private_key registry.storage.gcs.credentials.client_email registry.storage.gcs.credentials.client_id registry.storage.gcs.credentials.auth_uri registry.storage.gcs.credentials.token_uri registry.storage.gcs.credentials.auth_provider_x509_cert_url registry.storage.gcs.credentials.client_x509_cert_url registry.storage.gcs.credentials.universe_domain registry.storage.gcs.rootdirectory registry.storage.gcs.chunksize registry.storage.gcs.maxconcurrency registry.storage.gcs.useragent registry.storage.gcs.maxretries registry.storage.gcs.parallelwalk registry.storage.azure registry.storage.azure.accountname registry.storage.azure.accountkey registry.storage.azure.container registry.storage.azure.realm registry.storage.azure.rootdirectory registry.storage.azure.serviceurl registry.storage.azure.connectionstring registry.storage.azure.credentials registry.storage.azure.credentials.type registry.storage.azure.credentials.clientid registry.storage.azure.credentials.tenantid registry.storage.azure.credentials.secret registry.storage.azure.max_retries registry.storage.azure.retry_delay registry.storage.azure.skipverify registry.storage.azure.trimlegacyrootprefix registry.storage.azure.legacyrootprefix registry.storage.swift registry.storage.swift.username registry.storage.swift.password registry.storage.swift.authurl registry.storage.swift.container registry.storage.swift.tenant registry.storage.swift.tenantid registry.storage.swift.domain registry.storage.swift.domainid registry.storage.swift.tenantdomain registry.storage.swift.tenantdomainid registry.storage.swift.trustid registry.storage.swift.region registry.storage.swift.authversion registry.storage.swift.prefix registry.storage.swift.rootdirectory registry.storage.swift.endpointtype registry.storage.swift.insecureskipverify registry.storage.swift.chunksize registry.storage.swift.secretkey registry.storage.swift.accesskey registry.storage.swift.tempurlcontainerkey registry.storage.swift.tempurlmethods registry.storage.oss registry.storage.oss.accesskeyid registry.storage.oss.accesskeysecret registry.storage.oss.region registry.storage.oss.bucket registry.storage.oss.endpoint registry.storage.oss.internal registry.storage.oss.encrypt registry.storage.oss.encryptionkeyid registry.storage.oss.secure registry.storage.oss.chunksize registry.storage.oss.rootdirectory registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.cache.blobdescriptorsize registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage.tag registry.storage.tag.concurrencylimit registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.http registry.http.relativeurls registry.notifications registry.default_notifications_timeout registry.default_notifications_maxretries registry.default_notifications_backoff registry.default_notifications_headers registry.default_notifications_threshold registry.middleware registry.middleware.registry registry.middleware.repository registry.middleware.storage registry.database registry.database.enabled registry.database.host registry.database.port registry.database.user registry.database.password registry.database.dbname registry.database.sslmode registry.database.sslcert registry.database.sslkey registry.database.sslrootcert registry.database.connecttimeout registry.database.draintimeout registry.database.preparedstatements registry.database.primary registry.database.pool registry.database.pool.maxidle registry.database.pool.maxopen registry.database.pool.maxlifetime registry.database.pool.maxidletime registry.database.loadbalancing registry.database.loadbalancing.enabled registry.database.loadbalancing.hosts registry.database.loadbalancing.nameserver registry.database.loadbalancing.port registry.database.loadbalancing.record registry.database.loadbalancing.replicacheckinterval registry.database.backgroundmigrations registry.database.backgroundmigrations.enabled registry.database.backgroundmigrations.jobinterval registry.database.backgroundmigrations.maxjobretries registry.auto_migrate registry.gc registry.gc.disabled registry.gc.maxbackoff registry.gc.noidlebackoff registry.gc.transactiontimeout registry.gc.reviewafter registry.gc.manifests registry.gc.manifests.disabled registry.gc.manifests.interval registry.gc.blobs registry.gc.blobs.disabled registry.gc.blobs.interval registry.gc.blobs.storagetimeout registry.redis registry.redis.cache registry.redis.cache.enabled registry.redis.cache.addr registry.redis.cache.mainname registry.redis.cache.username registry.redis.cache.password registry.redis.cache.sentinelusername registry.redis.cache.sentinelpassword registry.redis.cache.db registry.redis.cache.dialtimeout registry.redis.cache.readtimeout registry.redis.cache.writetimeout registry.redis.cache.tls registry.redis.cache.tls.enabled registry.redis.cache.tls.insecure registry.redis.cache.tls.certificate registry.redis.cache.tls.key registry.redis.cache.tls.rootcas registry.redis.cache.pool registry.redis.cache.pool.size registry.redis.cache.pool.maxlifetime registry.redis.cache.pool.idletimeout registry.redis.loadbalancing registry.redis.loadbalancing.enabled registry.redis.loadbalancing.addr registry.redis.loadbalancing.mainname registry.redis.loadbalancing.username registry.redis.loadbalancing.password registry.redis.loadbalancing.sentinelusername registry.redis.loadbalancing.sentinelpassword registry.redis.loadbalancing.db registry.redis.loadbalancing.dialtimeout registry.redis.loadbalancing.readtimeout registry.redis.loadbalancing.writetimeout registry.redis.loadbalancing.tls registry.redis.loadbalancing.tls.enabled registry.redis.loadbalancing.tls.insecure registry.redis.loadbalancing.tls.certificate registry.redis.loadbalancing.tls.key registry.redis.loadbalancing.tls.rootcas registry.redis.loadbalancing.pool registry.redis.loadbalancing.pool.size registry.redis.loadbalancing.pool.maxlifetime registry.redis.loadbalancing.pool.idletimeout registry.redis.ratelimiting registry.redis.ratelimiting.enabled registry.redis.ratelimiting.addr registry.redis.ratelimiting.mainname registry.redis.ratelimiting.username registry.redis.ratelimiting.password registry.redis.ratelimiting.sentinelusername registry.redis.ratelimiting.sentinelpassword registry.redis.ratelimiting.db registry.redis.ratelimiting.dialtimeout registry.redis.ratelimiting.readtimeout registry.redis.ratelimiting.writetimeout registry.redis.ratelimiting.tls registry.redis.ratelimiting.tls.enabled registry.redis.ratelimiting.tls.insecure registry.redis.ratelimiting.tls.certificate registry.redis.ratelimiting.tls.key registry.redis.ratelimiting.tls.rootcas registry.redis.ratelimiting.pool registry.redis.ratelimiting.pool.size registry.redis.ratelimiting.pool.maxlifetime registry.redis.ratelimiting.pool.idletimeout registry.redis.addr registry.redis.username registry.redis.password registry.redis.db registry.redis.dialtimeout registry.redis.readtimeout registry.redis.writetimeout registry.redis.tls registry.redis.tls.enabled registry.redis.tls.insecure registry.redis.tls.certificate registry.redis.tls.key registry.redis.tls.rootcas registry.redis.pool registry.redis.pool.size registry.redis.pool.maxlifetime registry.redis.pool.idletimeout registry.reporting registry.reporting.sentry registry.reporting.sentry.enabled registry.reporting.sentry.dsn registry.reporting.sentry.environment registry.reporting.bugsnag registry.reporting.bugsnag.apikey registry.reporting.bugsnag.releasestage registry.reporting.bugsnag.endpoint registry.reporting.newrelic registry.reporting.newrelic.licensekey registry.reporting.newrelic.name registry.reporting.newrelic.verbose registry.garbage_collection registry.garbage_collection.schedule registry.garbage_collection.window registry.garbage_collection.delete_untagged registry.garbage_collection.grace registry.garbage_collection.quarantine registry.retention registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.dir registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.svlogd_size nginx.svlogd_num nginx.svlogd_timeout nginx.svlogd_filter nginx.svlogd_udp nginx.svlogd_prefix nginx.log_group nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.log_format nginx.log_format_escape nginx.hide_server_tokens nginx.proxy_cache_path nginx.proxy_cache nginx.ha nginx.status nginx.status.enable nginx.status.listen_addresses nginx.status.fqdn nginx.status.port nginx.status.vts_enable nginx.status.options nginx.listen_https nginx.ssl_certificate nginx.ssl_certificate_key nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.registry_notification_secret gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.gitlab_default_projects_features_issues gitlab_rails.gitlab_default_projects_features_merge_requests gitlab_rails.gitlab_default_projects_features_wiki gitlab_rails.gitlab_default_projects_features_snippets gitlab_rails.gitlab_default_projects_features_builds gitlab_rails.nginx gitlab_rails.nginx.enable gitlab_rails.nginx.listen_https gitlab_rails.nginx.ssl_certificate gitlab_rails.nginx.ssl_certificate_key gitlab_rails.shared_path gitlab_rails.config_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable manage_storage_directories.manage_etc user user.username user.group user.uid user.gid user.home user.shell web_server web_server.username web_server.group web_server.uid web_server.gid web_server.home web_server.shell web_server.external_users letsencrypt letsencrypt.enable letsencrypt.contact_emails letsencrypt.auto_renew letsencrypt.auto_renew_hour letsencrypt.auto_renew_minute letsencrypt.auto_renew_day_of_month letsencrypt.auto_renew_log_directory letsencrypt.alt_names letsencrypt.wwwroot letsencrypt.key_type letsencrypt.key_size letsencrypt.ec_curve letsencrypt.acme_staging_endpoint letsencrypt.acme_production_endpoint letsencrypt.crt letsencrypt.chain letsencrypt.group letsencrypt.owner letsencrypt.authorization_method package package.generate_default_secrets package.generate_secrets_json_file logging logging.svlogd_size logging.svlogd_num logging.svlogd_timeout logging.svlogd_filter logging.svlogd_udp logging.svlogd_prefix logging.udp_log_shipping_host logging.udp_log_shipping_hostname logging.udp_log_shipping_port logging.log_group logging.logrotate_frequency logging.logrotate_maxsize logging.logrotate_size logging.logrotate_rotate logging.logrotate_compress logging.logrotate_method logging.logrotate_postrotate logging.logrotate_dateformat supervise supervise.drain"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__help)
            opts="show get explain set help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__help__subcmd__explain)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__help__subcmd__get)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__help__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__help__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__set)
            opts="-c -q -v -y -h -V --unset --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version external_url registry_external_url roles registry registry.enable registry.username registry.group registry.uid registry.gid registry.shell registry.dir registry.log_directory registry.svlogd_size registry.svlogd_num registry.svlogd_timeout registry.svlogd_filter registry.svlogd_udp registry.svlogd_prefix registry.log_group registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.auth.htpasswd registry.auth.htpasswd.realm registry.auth.htpasswd.path registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.s3.bucket registry.storage.s3.region registry.storage.s3.regionendpoint registry.storage.s3.accesskey registry.storage.s3.secretkey registry.storage.s3.rootdirectory registry.storage.s3.forcepathstyle registry.storage.s3.pathstyle registry.storage.s3.encrypt registry.storage.s3.keyid registry.storage.s3.secure registry.storage.s3.skipverify registry.storage.s3.v4auth registry.storage.s3.chunksize registry.storage.s3.multipartcopychunksize registry.storage.s3.multipartcopymaxconcurrency registry.storage.s3.multipartcopythresholdsize registry.storage.s3.storageclass registry.storage.s3.objectacl registry.storage.s3.objectownership registry.storage.s3.useragent registry.storage.s3.usedualstack registry.storage.s3.accelerate registry.storage.s3.usefipsendpoint registry.storage.s3.redirectendpoint registry.storage.s3.loglevel registry.storage.s3.maxrequestspersecond registry.storage.s3.maxretries registry.storage.s3.parallelwalk registry.storage.s3.checksum_disabled registry.storage.s3.checksum_algorithm registry.storage.gcs registry.storage.gcs.bucket registry.storage.gcs.keyfile registry.storage.gcs.credentials registry.storage.gcs.credentials.type registry.storage.gcs.credentials.project_id registry.storage.gcs.credentials.private_key_id registry.storage.gcs.credentials.private_key registry.storage.gcs.credentials.client_email registry.storage.gcs.credentials.client_id registry.storage.gcs.credentials.auth_uri registry.storage.gcs.credentials.token_uri registry.storage.gcs.credentials.auth_provider_x509_cert_url registry.storage.gcs.credentials.client_x509_cert_url registry.storage.gcs.credentials.universe_domain registry.storage.gcs.rootdirectory registry.storage.gcs.chunksize registry.storage.gcs.maxconcurrency registry.storage.gcs.useragent registry.storage.gcs.maxretries registry.storage.gcs.parallelwalk registry.storage.azure registry.storage.azure.accountname registry.storage.azure.accountkey registry.storage.azure.container registry.storage.azure.realm registry.storage.azure.rootdirectory registry.storage.azure.serviceurl registry.storage.azure.connectionstring registry.storage.azure.credentials registry.storage.azure.credentials.type registry.storage.azure.credentials.clientid registry.storage.azure.credentials.tenantid registry.storage.azure.credentials.secret registry.storage.azure.max_retries registry.storage.azure.retry_delay registry.storage.azure.skipverify registry.storage.azure.trimlegacyrootprefix registry.storage.azure.legacyrootprefix registry.storage.swift registry.storage.swift.username registry.storage.swift.password registry.storage.swift.authurl registry.storage.swift.container registry.storage.swift.tenant registry.storage.swift.tenantid registry.storage.swift.domain registry.storage.swift.domainid registry.storage.swift.tenantdomain registry.storage.swift.tenantdomainid registry.storage.swift.trustid registry.storage.swift.region registry.storage.swift.authversion registry.storage.swift.prefix registry.storage.swift.rootdirectory registry.storage.swift.endpointtype registry.storage.swift.insecureskipverify registry.storage.swift.chunksize registry.storage.swift.secretkey registry.storage.swift.accesskey registry.storage.swift.tempurlcontainerkey registry.storage.swift.tempurlmethods registry.storage.oss registry.storage.oss.accesskeyid registry.storage.oss.accesskeysecret registry.storage.oss.region registry.storage.oss.bucket registry.storage.oss.endpoint registry.storage.oss.internal registry.storage.oss.encrypt registry.storage.oss.encryptionkeyid registry.storage.oss.secure registry.storage.oss.chunksize registry.storage.oss.rootdirectory registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.cache.blobdescriptorsize registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage.tag registry.storage.tag.concurrencylimit registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.http registry.http.relativeurls registry.notifications registry.default_notifications_timeout registry.default_notifications_maxretries registry.default_notifications_backoff registry.default_notifications_headers registry.default_notifications_threshold registry.middleware registry.middleware.registry registry.middleware.repository registry.middleware.storage registry.database registry.database.enabled registry.database.host registry.database.port registry.database.user registry.database.password registry.database.dbname registry.database.sslmode registry.database.sslcert registry.database.sslkey registry.database.sslrootcert registry.database.connecttimeout registry.database.draintimeout registry.database.preparedstatements registry.database.primary registry.database.pool registry.database.pool.maxidle registry.database.pool.maxopen registry.database.pool.maxlifetime registry.database.pool.maxidletime registry.database.loadbalancing registry.database.loadbalancing.enabled registry.database.loadbalancing.hosts registry.database.loadbalancing.nameserver registry.database.loadbalancing.port registry.database.loadbalancing.record registry.database.loadbalancing.replicacheckinterval registry.database.backgroundmigrations registry.database.backgroundmigrations.enabled registry.database.backgroundmigrations.jobinterval registry.database.backgroundmigrations.maxjobretries registry.auto_migrate registry.gc registry.gc.disabled registry.gc.maxbackoff registry.gc.noidlebackoff registry.gc.transactiontimeout registry.gc.reviewafter registry.gc.manifests registry.gc.manifests.disabled registry.gc.manifests.interval registry.gc.blobs registry.gc.blobs.disabled registry.gc.blobs.interval registry.gc.blobs.storagetimeout registry.redis registry.redis.cache registry.redis.cache.enabled registry.redis.cache.addr registry.redis.cache.mainname registry.redis.cache.username registry.redis.cache.password registry.redis.cache.sentinelusername registry.redis.cache.sentinelpassword registry.redis.cache.db registry.redis.cache.dialtimeout registry.redis.cache.readtimeout registry.redis.cache.writetimeout registry.redis.cache.tls registry.redis.cache.tls.enabled registry.redis.cache.tls.insecure registry.redis.cache.tls.certificate registry.redis.cache.tls.key registry.redis.cache.tls.rootcas registry.redis.cache.pool registry.redis.cache.pool.size registry.redis.cache.pool.maxlifetime registry.redis.cache.pool.idletimeout registry.redis.loadbalancing registry.redis.loadbalancing.enabled registry.redis.loadbalancing.addr registry.redis.loadbalancing.mainname registry.redis.loadbalancing.username registry.redis.loadbalancing.password registry.redis.loadbalancing.sentinelusername registry.redis.loadbalancing.sentinelpassword registry.redis.loadbalancing.db registry.redis.loadbalancing.dialtimeout registry.redis.loadbalancing.readtimeout registry.redis.loadbalancing.writetimeout registry.redis.loadbalancing.tls registry.redis.loadbalancing.tls.enabled registry.redis.loadbalancing.tls.insecure registry.redis.loadbalancing.tls.certificate registry.redis.loadbalancing.tls.key registry.redis.loadbalancing.tls.rootcas registry.redis.loadbalancing.pool registry.redis.loadbalancing.pool.size registry.redis.loadbalancing.pool.maxlifetime registry.redis.loadbalancing.pool.idletimeout registry.redis.ratelimiting registry.redis.ratelimiting.enabled registry.redis.ratelimiting.addr registry.redis.ratelimiting.mainname registry.redis.ratelimiting.username registry.redis.ratelimiting.password registry.redis.ratelimiting.sentinelusername registry.redis.ratelimiting.sentinelpassword registry.redis.ratelimiting.db registry.redis.ratelimiting.dialtimeout registry.redis.ratelimiting.readtimeout registry.redis.ratelimiting.writetimeout registry.redis.ratelimiting.tls registry.redis.ratelimiting.tls.enabled registry.redis.ratelimiting.tls.insecure registry.redis.ratelimiting.tls.certificate registry.redis.ratelimiting.tls.key registry.redis.ratelimiting.tls.rootcas registry.redis.ratelimiting.pool registry.redis.ratelimiting.pool.size registry.redis.ratelimiting.pool.maxlifetime registry.redis.ratelimiting.pool.idletimeout registry.redis.addr registry.redis.username registry.redis.password registry.redis.db registry.redis.dialtimeout registry.redis.readtimeout registry.redis.writetimeout registry.redis.tls registry.redis.tls.enabled registry.redis.tls.insecure registry.redis.tls.certificate registry.redis.tls.key registry.redis.tls.rootcas registry.redis.pool registry.redis.pool.size registry.redis.pool.maxlifetime registry.redis.pool.idletimeout registry.reporting registry.reporting.sentry registry.reporting.sentry.enabled registry.reporting.sentry.dsn registry.reporting.sentry.environment registry.reporting.bugsnag registry.reporting.bugsnag.apikey registry.reporting.bugsnag.releasestage registry.reporting.bugsnag.endpoint registry.reporting.newrelic registry.reporting.newrelic.licensekey registry.reporting.newrelic.name registry.reporting.newrelic.verbose registry.garbage_collection registry.garbage_collection.schedule registry.garbage_collection.window registry.garbage_collection.delete_untagged registry.garbage_collection.grace registry.garbage_collection.quarantine registry.retention registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.dir registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.svlogd_size nginx.svlogd_num nginx.svlogd_timeout nginx.svlogd_filter nginx.svlogd_udp nginx.svlogd_prefix nginx.log_group nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.log_format nginx.log_format_escape nginx.hide_server_tokens nginx.proxy_cache_path nginx.proxy_cache nginx.ha nginx.status nginx.status.enable nginx.status.listen_addresses nginx.status.fqdn nginx.status.port nginx.status.vts_enable nginx.status.options nginx.listen_https nginx.ssl_certificate nginx.ssl_certificate_key nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.registry_notification_secret gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.gitlab_default_projects_features_issues gitlab_rails.gitlab_default_projects_features_merge_requests gitlab_rails.gitlab_default_projects_features_wiki gitlab_rails.gitlab_default_projects_features_snippets gitlab_rails.gitlab_default_projects_features_builds gitlab_rails.nginx gitlab_rails.nginx.enable gitlab_rails.nginx.listen_https gitlab_rails.nginx.ssl_certificate gitlab_rails.nginx.ssl_certificate_key gitlab_rails.shared_path gitlab_rails.config_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable manage_storage_directories.manage_etc user user.username user.group user.uid user.gid user.home user.shell web_server web_server.username web_server.group web_server.uid web_server.gid web_server.home web_server.shell web_server.external_users letsencrypt letsencrypt.enable letsencrypt.contact_emails letsencrypt.auto_renew letsencrypt.auto_renew_hour letsencrypt.auto_renew_minute letsencrypt.auto_renew_day_of_month letsencrypt.auto_renew_log_directory letsencrypt.alt_names letsencrypt.wwwroot letsencrypt.key_type letsencrypt.key_size letsencrypt.ec_curve letsencrypt.acme_staging_endpoint letsencrypt.acme_production_endpoint letsencrypt.crt letsencrypt.chain letsencrypt.group letsencrypt.owner letsencrypt.authorization_method package package.generate_default_secrets package.generate_secrets_json_file logging logging.svlogd_size logging.svlogd_num logging.svlogd_timeout logging.svlogd_filter logging.svlogd_udp logging.svlogd_prefix logging.udp_log_shipping_host logging.udp_log_shipping_hostname logging.udp_log_shipping_port logging.log_group logging.logrotate_frequency logging.logrotate_maxsize logging.logrotate_size logging.logrotate_rotate logging.logrotate_compress logging.logrotate_method logging.logrotate_postrotate logging.logrotate_dateformat supervise supervise.drain"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__config__subcmd__show)
            opts="-c -q -v -y -h -V --all --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__convert)
            opts="-o -c -q -v -y -h -V --output --check --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__disable)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version registry"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__docs)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version settings problems example"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__doctor)
            opts="-c -q -v -y -h -V --only --list --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__enable)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version registry"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version ls test replay help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__help)
            opts="ls test replay help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__help__subcmd__ls)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__help__subcmd__replay)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__help__subcmd__test)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__ls)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__replay)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__events__subcmd__test)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__graceful__subcmd__kill)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help)
            opts="init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__ca)
            opts="init print trust-script"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__ca__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__ca__subcmd__print)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__ca__subcmd__trust__subcmd__script)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__check__subcmd__config)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__completions)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__config)
            opts="show get explain set"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__config__subcmd__explain)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__config__subcmd__get)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__config__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__config__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__convert)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__disable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__docs)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__doctor)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__enable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__events)
            opts="ls test replay"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__events__subcmd__ls)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__events__subcmd__replay)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__events__subcmd__test)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__graceful__subcmd__kill)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__history)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__hup)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__install)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__int)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__kill)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__man)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__once)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__plan)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__readonly)
            opts="on off status"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__readonly__subcmd__off)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__readonly__subcmd__on)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__readonly__subcmd__status)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__reconfigure)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__registry)
            opts="serve configtest"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__registry__subcmd__key)
            opts="cert fingerprint"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__registry__subcmd__key__subcmd__cert)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__registry__subcmd__key__subcmd__fingerprint)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__registry__subcmd__configtest)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__registry__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__render)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__renew__subcmd__le__subcmd__certs)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__restart)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__restart__subcmd__except)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__rollback)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__schema)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__service__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__show__subcmd__config)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__shutdown)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__start)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__status)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__stop)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__supervise__subcmd__exec)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__tail)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__term)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__token__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__uninstall)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__up)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__user)
            opts="add passwd rm list"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__user__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__user__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__user__subcmd__passwd)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__user__subcmd__rm)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__usr1)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__help__subcmd__usr2)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__history)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__hup)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__init)
            opts="-c -q -v -y -h -V --url --certificate --tokens --gitlab-url --storage --from-config --force --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --certificate)
                    COMPREPLY=($(compgen -W "files private" -- "${cur}"))
                    return 0
                    ;;
                --tokens)
                    COMPREPLY=($(compgen -W "gitlab local" -- "${cur}"))
                    return 0
                    ;;
                --gitlab-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --storage)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --from-config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__install)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__int)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__kill)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__man)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__once)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__plan)
            opts="-o -c -q -v -y -h -V --output --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version on off status help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__help)
            opts="on off status help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__help__subcmd__off)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__help__subcmd__on)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__help__subcmd__status)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__off)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__on)
            opts="-c -q -v -y -h -V --reason --for --until --drain --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --reason)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --for)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --until)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --drain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__readonly__subcmd__status)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__reconfigure)
            opts="-c -q -v -y -h -V --plan --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --plan)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version serve configtest help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__key)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version cert fingerprint help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__key__subcmd__cert)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__key__subcmd__fingerprint)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__key__subcmd__help)
            opts="cert fingerprint help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__key__subcmd__help__subcmd__cert)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__key__subcmd__help__subcmd__fingerprint)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__key__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__configtest)
            opts="-q -v -y -h -V --root --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__help)
            opts="serve configtest help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__help__subcmd__configtest)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__help__subcmd__serve)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__registry__subcmd__serve)
            opts="-q -v -y -h -V --state --root --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__render)
            opts="-c -q -v -y -h -V --show-secrets --on-disk --standalone --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version registry nginx rails"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__renew__subcmd__le__subcmd__certs)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__restart)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__restart__subcmd__except)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__rollback)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__schema)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__serve)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__service__subcmd__list)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__show__subcmd__config)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__shutdown)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__start)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__status)
            opts="-c -q -v -y -h -V --watch --interval --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --interval)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__stop)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__supervise__subcmd__exec)
            opts="-c -q -v -y -h -V --user --group --directory --env-directory --record --supervisor --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --directory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --env-directory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --record)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --supervisor)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__tail)
            opts="-n -c -q -v -y -h -V --lines --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --lines)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__term)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__token__subcmd__server)
            opts="-q -v -y -h -V --root --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__uninstall)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__up)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version add passwd rm list help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__add)
            opts="-c -q -v -y -h -V --access --password-stdin --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --access)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__help)
            opts="add passwd rm list help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__help__subcmd__passwd)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__help__subcmd__rm)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__list)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__passwd)
            opts="-c -q -v -y -h -V --password-stdin --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__user__subcmd__rm)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__usr1)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        wharf__subcmd__usr2)
            opts="-c -q -v -y -h -V --root --config --json --quiet --verbose --color --yes --beside-omnibus --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --root)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -c)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
    esac
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _wharf -o nosort -o bashdefault -o default wharf
else
    complete -F _wharf -o bashdefault -o default wharf
fi
