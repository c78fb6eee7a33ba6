#compdef wharf

autoload -U is-at-least

_wharf() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf_commands" \
"*::: :->wharf" \
&& ret=0
    case $state in
    (wharf)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::file -- The settings file, as with `--config`:_files' \
&& ret=0
;;
(render)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--show-secrets[Show secrets, which are \`\[secret\]\` otherwise]' \
'--on-disk[Paths as they lie on the disk, with the root in front]' \
'--standalone[\`nginx\`\: a virtual host for an NGINX of your own, also where Wharf runs one]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
'::part -- Only this component'\''s file:((registry\:"The engine'\''s config.yml"
nginx\:"The virtual host; one for an NGINX of your own where Wharf runs none"
rails\:"GitLab'\''s gitlab.yml"))' \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(reconfigure)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(show-config)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(serve)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(start)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(stop)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(restart)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(once)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(hup)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(term)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(int)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(kill)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(usr1)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(usr2)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(shutdown)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(supervise-exec)
_arguments "${_arguments_options[@]}" : \
'--user=[The user to run as]:USER:_default' \
'--group=[The group to run as]:GROUP:_default' \
'--directory=[The working folder]:DIRECTORY:_files' \
'--env-directory=[A folder of variables, a file each]:ENV_DIRECTORY:_files' \
'--record=[The file in which the supervisor writes this process down; it becomes the service only after that]:RECORD:_files' \
'--supervisor=[The supervisor'\''s process]:SUPERVISOR:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'*::argv -- The program and its arguments:_default' \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf__subcmd__user_commands" \
"*::: :->user" \
&& ret=0

    case $state in
    (user)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-user-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'*--access=[What they may do, such as \`group/**\:pull,push\`; may be given several times \[default\: \`**\:pull,push,delete\`\]]:PATTERN:ACTIONS:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--password-stdin[Read the password from standard input, without asking]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':name -- Letters, digits, `.`, `_`, `@`, `-`:_default' \
&& ret=0
;;
(passwd)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--password-stdin[Read the password from standard input, without asking]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':name -- Who:_default' \
&& ret=0
;;
(rm)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':name -- Who:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__user__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-user-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(passwd)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rm)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(schema)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(docs)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
':topic -- Which:((settings\:"Every setting\: type, default, example, what it touches"
problems\:"Every kind of problem\: its code, what it means, what to do"
example\:"A commented gitlab.toml with every setting"))' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::page -- Which:_default' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':shell -- Which:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(ca)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf__subcmd__ca_commands" \
"*::: :->ca" \
&& ret=0

    case $state in
    (ca)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-ca-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
'*--host=[A host name or address \[default\: those of \`registry_external_url\` and of an https \`external_url\`\]]:NAME:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--force[Replace the certificates that these hosts have (never the authority)]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(print)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__ca__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-ca-help-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(print)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(registry)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf__subcmd__registry_commands" \
"*::: :->registry" \
&& ret=0

    case $state in
    (registry)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-registry-command-$line[1]:"
        case $line[1] in
            (serve)
_arguments "${_arguments_options[@]}" : \
'--state=[Folder for what the engine itself must remember]:DIR:_files' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::config -- The configuration (default\: `$REGISTRY_CONFIGURATION_PATH`):_files' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__registry__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-registry-help-command-$line[1]:"
        case $line[1] in
            (serve)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(token-server)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':config -- Its configuration:_files' \
&& ret=0
;;
(config)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf__subcmd__config_commands" \
"*::: :->config" \
&& ret=0

    case $state in
    (config)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-config-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--all[Those that are their defaults, too]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(get)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--show-secrets[Print a secret itself, not its fingerprint]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':key -- The setting, such as `registry.log_level`:(external_url registry_external_url registry registry.enable registry.username registry.group registry.uid registry.gid registry.dir registry.log_directory registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.gcs registry.storage.azure registry.storage.swift registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.shared_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable user user.username user.group web_server web_server.username web_server.group letsencrypt letsencrypt.enable)' \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':key -- The setting or section, such as `registry.storage`, or the code of a problem:(external_url registry_external_url registry registry.enable registry.username registry.group registry.uid registry.gid registry.dir registry.log_directory registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.gcs registry.storage.azure registry.storage.swift registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.shared_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable user user.username user.group web_server web_server.username web_server.group letsencrypt letsencrypt.enable)' \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'()--unset[Remove the setting, so that its default holds]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::value -- TOML, or bare text where text is wanted; `-` reads it from standard input:_default' \
':key -- The setting, such as `registry.log_level`:(external_url registry_external_url registry registry.enable registry.username registry.group registry.uid registry.gid registry.dir registry.log_directory registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.gcs registry.storage.azure registry.storage.swift registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.shared_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable user user.username user.group web_server web_server.username web_server.group letsencrypt letsencrypt.enable)' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__config__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-config-help-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(get)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(render)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(reconfigure)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show-config)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(serve)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(start)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(stop)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(restart)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(once)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(hup)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(term)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(int)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(kill)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(usr1)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(usr2)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(shutdown)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(supervise-exec)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help__subcmd__user_commands" \
"*::: :->user" \
&& ret=0

    case $state in
    (user)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-user-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(passwd)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rm)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(schema)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(docs)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(ca)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help__subcmd__ca_commands" \
"*::: :->ca" \
&& ret=0

    case $state in
    (ca)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-ca-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(print)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(registry)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help__subcmd__registry_commands" \
"*::: :->registry" \
&& ret=0

    case $state in
    (registry)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-registry-command-$line[1]:"
        case $line[1] in
            (serve)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(token-server)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(config)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help__subcmd__config_commands" \
"*::: :->config" \
&& ret=0

    case $state in
    (config)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-config-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(get)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_wharf_commands] )) ||
_wharf_commands() {
    local commands; commands=(
'check:Judge the settings alone\: no root, no network, no state (exit 3\: they have problems)' \
'render:Print the files as \`reconfigure\` would write them, without writing any' \
'plan:Show what \`reconfigure\` would do (exit 10\: changes wait)' \
'reconfigure:Make the host what the settings say' \
'show-config:Every value in use, as JSON (the name of \`config show\` in Omnibus)' \
'serve:Supervise the services in the foreground' \
'status:Show how the services are' \
'start:Start a service, or all' \
'stop:Stop a service, or all' \
'restart:Restart a service, or all' \
'once:Run a service, or all, until it ends' \
'hup:Make a service, or all, read its files again' \
'term:Send TERM to a service, or all' \
'int:Send INT to a service, or all' \
'kill:Send KILL to a service, or all' \
'usr1:Send USR1 to a service, or all' \
'usr2:Send USR2 to a service, or all' \
'shutdown:Stop every service and the supervisor' \
'supervise-exec:Become a service (started by the supervisor)' \
'user:Users of the token server' \
'schema:The JSON schema of the settings, for editors and programs' \
'docs:References, printed from the schema' \
'man:A manual page, for \`man -l -\`\: \`wharf\`, a verb, or \`gitlab.toml\`' \
'completions:Completions for a shell, the names of settings among them' \
'ca:A private certificate authority for labs' \
'registry:The registry engine, under the names and flags of \`distribution\`' \
'token-server:The token server (started by the supervisor)' \
'config:What every setting is here, and why; one of them changed' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca_commands] )) ||
_wharf__subcmd__ca_commands() {
    local commands; commands=(
'init:Make the authority, if there is none, and a certificate for each host' \
'print:Print the authority'\''s certificate' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf ca commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca__subcmd__help_commands] )) ||
_wharf__subcmd__ca__subcmd__help_commands() {
    local commands; commands=(
'init:Make the authority, if there is none, and a certificate for each host' \
'print:Print the authority'\''s certificate' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf ca help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__ca__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf ca help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca__subcmd__help__subcmd__init_commands] )) ||
_wharf__subcmd__ca__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'wharf ca help init commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca__subcmd__help__subcmd__print_commands] )) ||
_wharf__subcmd__ca__subcmd__help__subcmd__print_commands() {
    local commands; commands=()
    _describe -t commands 'wharf ca help print commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca__subcmd__init_commands] )) ||
_wharf__subcmd__ca__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'wharf ca init commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca__subcmd__print_commands] )) ||
_wharf__subcmd__ca__subcmd__print_commands() {
    local commands; commands=()
    _describe -t commands 'wharf ca print commands' commands "$@"
}
(( $+functions[_wharf__subcmd__check_commands] )) ||
_wharf__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'wharf check commands' commands "$@"
}
(( $+functions[_wharf__subcmd__completions_commands] )) ||
_wharf__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'wharf completions commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config_commands] )) ||
_wharf__subcmd__config_commands() {
    local commands; commands=(
'show:Every setting that is more than its default, its value, and where that came from' \
'get:The value of one setting, or of every setting in a section' \
'explain:What a setting means, may be, is here, and which files and services it touches' \
'set:Change one setting in the settings file, after the result has been judged' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf config commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__explain_commands] )) ||
_wharf__subcmd__config__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config explain commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__get_commands] )) ||
_wharf__subcmd__config__subcmd__get_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config get commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__help_commands] )) ||
_wharf__subcmd__config__subcmd__help_commands() {
    local commands; commands=(
'show:Every setting that is more than its default, its value, and where that came from' \
'get:The value of one setting, or of every setting in a section' \
'explain:What a setting means, may be, is here, and which files and services it touches' \
'set:Change one setting in the settings file, after the result has been judged' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf config help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__help__subcmd__explain_commands] )) ||
_wharf__subcmd__config__subcmd__help__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config help explain commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__help__subcmd__get_commands] )) ||
_wharf__subcmd__config__subcmd__help__subcmd__get_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config help get commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__config__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__help__subcmd__set_commands] )) ||
_wharf__subcmd__config__subcmd__help__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config help set commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__help__subcmd__show_commands] )) ||
_wharf__subcmd__config__subcmd__help__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config help show commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__set_commands] )) ||
_wharf__subcmd__config__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config set commands' commands "$@"
}
(( $+functions[_wharf__subcmd__config__subcmd__show_commands] )) ||
_wharf__subcmd__config__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'wharf config show commands' commands "$@"
}
(( $+functions[_wharf__subcmd__docs_commands] )) ||
_wharf__subcmd__docs_commands() {
    local commands; commands=()
    _describe -t commands 'wharf docs commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help_commands] )) ||
_wharf__subcmd__help_commands() {
    local commands; commands=(
'check:Judge the settings alone\: no root, no network, no state (exit 3\: they have problems)' \
'render:Print the files as \`reconfigure\` would write them, without writing any' \
'plan:Show what \`reconfigure\` would do (exit 10\: changes wait)' \
'reconfigure:Make the host what the settings say' \
'show-config:Every value in use, as JSON (the name of \`config show\` in Omnibus)' \
'serve:Supervise the services in the foreground' \
'status:Show how the services are' \
'start:Start a service, or all' \
'stop:Stop a service, or all' \
'restart:Restart a service, or all' \
'once:Run a service, or all, until it ends' \
'hup:Make a service, or all, read its files again' \
'term:Send TERM to a service, or all' \
'int:Send INT to a service, or all' \
'kill:Send KILL to a service, or all' \
'usr1:Send USR1 to a service, or all' \
'usr2:Send USR2 to a service, or all' \
'shutdown:Stop every service and the supervisor' \
'supervise-exec:Become a service (started by the supervisor)' \
'user:Users of the token server' \
'schema:The JSON schema of the settings, for editors and programs' \
'docs:References, printed from the schema' \
'man:A manual page, for \`man -l -\`\: \`wharf\`, a verb, or \`gitlab.toml\`' \
'completions:Completions for a shell, the names of settings among them' \
'ca:A private certificate authority for labs' \
'registry:The registry engine, under the names and flags of \`distribution\`' \
'token-server:The token server (started by the supervisor)' \
'config:What every setting is here, and why; one of them changed' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__ca_commands] )) ||
_wharf__subcmd__help__subcmd__ca_commands() {
    local commands; commands=(
'init:Make the authority, if there is none, and a certificate for each host' \
'print:Print the authority'\''s certificate' \
    )
    _describe -t commands 'wharf help ca commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__ca__subcmd__init_commands] )) ||
_wharf__subcmd__help__subcmd__ca__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help ca init commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__ca__subcmd__print_commands] )) ||
_wharf__subcmd__help__subcmd__ca__subcmd__print_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help ca print commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__check_commands] )) ||
_wharf__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help check commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__completions_commands] )) ||
_wharf__subcmd__help__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help completions commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__config_commands] )) ||
_wharf__subcmd__help__subcmd__config_commands() {
    local commands; commands=(
'show:Every setting that is more than its default, its value, and where that came from' \
'get:The value of one setting, or of every setting in a section' \
'explain:What a setting means, may be, is here, and which files and services it touches' \
'set:Change one setting in the settings file, after the result has been judged' \
    )
    _describe -t commands 'wharf help config commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__config__subcmd__explain_commands] )) ||
_wharf__subcmd__help__subcmd__config__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help config explain commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__config__subcmd__get_commands] )) ||
_wharf__subcmd__help__subcmd__config__subcmd__get_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help config get commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__config__subcmd__set_commands] )) ||
_wharf__subcmd__help__subcmd__config__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help config set commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__config__subcmd__show_commands] )) ||
_wharf__subcmd__help__subcmd__config__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help config show commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__docs_commands] )) ||
_wharf__subcmd__help__subcmd__docs_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help docs commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__hup_commands] )) ||
_wharf__subcmd__help__subcmd__hup_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help hup commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__int_commands] )) ||
_wharf__subcmd__help__subcmd__int_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help int commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__kill_commands] )) ||
_wharf__subcmd__help__subcmd__kill_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help kill commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__man_commands] )) ||
_wharf__subcmd__help__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help man commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__once_commands] )) ||
_wharf__subcmd__help__subcmd__once_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help once commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__plan_commands] )) ||
_wharf__subcmd__help__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help plan commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__reconfigure_commands] )) ||
_wharf__subcmd__help__subcmd__reconfigure_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help reconfigure commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__registry_commands] )) ||
_wharf__subcmd__help__subcmd__registry_commands() {
    local commands; commands=(
'serve:Serve a registry by a \`config.yml\` of \`distribution\`' \
    )
    _describe -t commands 'wharf help registry commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__registry__subcmd__serve_commands] )) ||
_wharf__subcmd__help__subcmd__registry__subcmd__serve_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help registry serve commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__render_commands] )) ||
_wharf__subcmd__help__subcmd__render_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help render commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__restart_commands] )) ||
_wharf__subcmd__help__subcmd__restart_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help restart commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__schema_commands] )) ||
_wharf__subcmd__help__subcmd__schema_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help schema commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__serve_commands] )) ||
_wharf__subcmd__help__subcmd__serve_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help serve commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__show-config_commands] )) ||
_wharf__subcmd__help__subcmd__show-config_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help show-config commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__shutdown_commands] )) ||
_wharf__subcmd__help__subcmd__shutdown_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help shutdown commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__start_commands] )) ||
_wharf__subcmd__help__subcmd__start_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help start commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__status_commands] )) ||
_wharf__subcmd__help__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help status commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__stop_commands] )) ||
_wharf__subcmd__help__subcmd__stop_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help stop commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__supervise-exec_commands] )) ||
_wharf__subcmd__help__subcmd__supervise-exec_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help supervise-exec commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__term_commands] )) ||
_wharf__subcmd__help__subcmd__term_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help term commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__token-server_commands] )) ||
_wharf__subcmd__help__subcmd__token-server_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help token-server commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__user_commands] )) ||
_wharf__subcmd__help__subcmd__user_commands() {
    local commands; commands=(
'add:Let someone log in' \
'passwd:Give someone another password' \
'rm:No longer let someone log in' \
'list:The users and what they may do' \
    )
    _describe -t commands 'wharf help user commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__user__subcmd__add_commands] )) ||
_wharf__subcmd__help__subcmd__user__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help user add commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__user__subcmd__list_commands] )) ||
_wharf__subcmd__help__subcmd__user__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help user list commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__user__subcmd__passwd_commands] )) ||
_wharf__subcmd__help__subcmd__user__subcmd__passwd_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help user passwd commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__user__subcmd__rm_commands] )) ||
_wharf__subcmd__help__subcmd__user__subcmd__rm_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help user rm commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__usr1_commands] )) ||
_wharf__subcmd__help__subcmd__usr1_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help usr1 commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__usr2_commands] )) ||
_wharf__subcmd__help__subcmd__usr2_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help usr2 commands' commands "$@"
}
(( $+functions[_wharf__subcmd__hup_commands] )) ||
_wharf__subcmd__hup_commands() {
    local commands; commands=()
    _describe -t commands 'wharf hup commands' commands "$@"
}
(( $+functions[_wharf__subcmd__int_commands] )) ||
_wharf__subcmd__int_commands() {
    local commands; commands=()
    _describe -t commands 'wharf int commands' commands "$@"
}
(( $+functions[_wharf__subcmd__kill_commands] )) ||
_wharf__subcmd__kill_commands() {
    local commands; commands=()
    _describe -t commands 'wharf kill commands' commands "$@"
}
(( $+functions[_wharf__subcmd__man_commands] )) ||
_wharf__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'wharf man commands' commands "$@"
}
(( $+functions[_wharf__subcmd__once_commands] )) ||
_wharf__subcmd__once_commands() {
    local commands; commands=()
    _describe -t commands 'wharf once commands' commands "$@"
}
(( $+functions[_wharf__subcmd__plan_commands] )) ||
_wharf__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'wharf plan commands' commands "$@"
}
(( $+functions[_wharf__subcmd__reconfigure_commands] )) ||
_wharf__subcmd__reconfigure_commands() {
    local commands; commands=()
    _describe -t commands 'wharf reconfigure commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry_commands] )) ||
_wharf__subcmd__registry_commands() {
    local commands; commands=(
'serve:Serve a registry by a \`config.yml\` of \`distribution\`' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf registry commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry__subcmd__help_commands] )) ||
_wharf__subcmd__registry__subcmd__help_commands() {
    local commands; commands=(
'serve:Serve a registry by a \`config.yml\` of \`distribution\`' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf registry help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__registry__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry__subcmd__help__subcmd__serve_commands] )) ||
_wharf__subcmd__registry__subcmd__help__subcmd__serve_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry help serve commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry__subcmd__serve_commands] )) ||
_wharf__subcmd__registry__subcmd__serve_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry serve commands' commands "$@"
}
(( $+functions[_wharf__subcmd__render_commands] )) ||
_wharf__subcmd__render_commands() {
    local commands; commands=()
    _describe -t commands 'wharf render commands' commands "$@"
}
(( $+functions[_wharf__subcmd__restart_commands] )) ||
_wharf__subcmd__restart_commands() {
    local commands; commands=()
    _describe -t commands 'wharf restart commands' commands "$@"
}
(( $+functions[_wharf__subcmd__schema_commands] )) ||
_wharf__subcmd__schema_commands() {
    local commands; commands=()
    _describe -t commands 'wharf schema commands' commands "$@"
}
(( $+functions[_wharf__subcmd__serve_commands] )) ||
_wharf__subcmd__serve_commands() {
    local commands; commands=()
    _describe -t commands 'wharf serve commands' commands "$@"
}
(( $+functions[_wharf__subcmd__show-config_commands] )) ||
_wharf__subcmd__show-config_commands() {
    local commands; commands=()
    _describe -t commands 'wharf show-config commands' commands "$@"
}
(( $+functions[_wharf__subcmd__shutdown_commands] )) ||
_wharf__subcmd__shutdown_commands() {
    local commands; commands=()
    _describe -t commands 'wharf shutdown commands' commands "$@"
}
(( $+functions[_wharf__subcmd__start_commands] )) ||
_wharf__subcmd__start_commands() {
    local commands; commands=()
    _describe -t commands 'wharf start commands' commands "$@"
}
(( $+functions[_wharf__subcmd__status_commands] )) ||
_wharf__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'wharf status commands' commands "$@"
}
(( $+functions[_wharf__subcmd__stop_commands] )) ||
_wharf__subcmd__stop_commands() {
    local commands; commands=()
    _describe -t commands 'wharf stop commands' commands "$@"
}
(( $+functions[_wharf__subcmd__supervise-exec_commands] )) ||
_wharf__subcmd__supervise-exec_commands() {
    local commands; commands=()
    _describe -t commands 'wharf supervise-exec commands' commands "$@"
}
(( $+functions[_wharf__subcmd__term_commands] )) ||
_wharf__subcmd__term_commands() {
    local commands; commands=()
    _describe -t commands 'wharf term commands' commands "$@"
}
(( $+functions[_wharf__subcmd__token-server_commands] )) ||
_wharf__subcmd__token-server_commands() {
    local commands; commands=()
    _describe -t commands 'wharf token-server commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user_commands] )) ||
_wharf__subcmd__user_commands() {
    local commands; commands=(
'add:Let someone log in' \
'passwd:Give someone another password' \
'rm:No longer let someone log in' \
'list:The users and what they may do' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf user commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__add_commands] )) ||
_wharf__subcmd__user__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user add commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__help_commands] )) ||
_wharf__subcmd__user__subcmd__help_commands() {
    local commands; commands=(
'add:Let someone log in' \
'passwd:Give someone another password' \
'rm:No longer let someone log in' \
'list:The users and what they may do' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf user help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__help__subcmd__add_commands] )) ||
_wharf__subcmd__user__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user help add commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__user__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__help__subcmd__list_commands] )) ||
_wharf__subcmd__user__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user help list commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__help__subcmd__passwd_commands] )) ||
_wharf__subcmd__user__subcmd__help__subcmd__passwd_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user help passwd commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__help__subcmd__rm_commands] )) ||
_wharf__subcmd__user__subcmd__help__subcmd__rm_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user help rm commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__list_commands] )) ||
_wharf__subcmd__user__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user list commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__passwd_commands] )) ||
_wharf__subcmd__user__subcmd__passwd_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user passwd commands' commands "$@"
}
(( $+functions[_wharf__subcmd__user__subcmd__rm_commands] )) ||
_wharf__subcmd__user__subcmd__rm_commands() {
    local commands; commands=()
    _describe -t commands 'wharf user rm commands' commands "$@"
}
(( $+functions[_wharf__subcmd__usr1_commands] )) ||
_wharf__subcmd__usr1_commands() {
    local commands; commands=()
    _describe -t commands 'wharf usr1 commands' commands "$@"
}
(( $+functions[_wharf__subcmd__usr2_commands] )) ||
_wharf__subcmd__usr2_commands() {
    local commands; commands=()
    _describe -t commands 'wharf usr2 commands' commands "$@"
}

if [ "$funcstack[1]" = "_wharf" ]; then
    _wharf "$@"
else
    compdef _wharf wharf
fi
