# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_wharf_global_optspecs
    string join \n root= c/config= json q/quiet v/verbose color= y/yes beside-omnibus h/help V/version
end

function __fish_wharf_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_wharf_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_wharf_using_subcommand
    set -l cmd (__fish_wharf_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c wharf -n "__fish_wharf_needs_command" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_needs_command" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_needs_command" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_needs_command" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_needs_command" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_needs_command" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_needs_command" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_needs_command" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_needs_command" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "init" -d 'Write a first settings file: three questions, or flags'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "check" -d 'Judge the settings alone: no root, no network, no state (exit 3: they have problems)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "check-config" -d 'Judge the settings, as `check` does (the name in Omnibus)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "convert" -d 'Print a gitlab.rb as TOML, its comments carried over'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "render" -d 'Print the files as `reconfigure` would write them, without writing any'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "plan" -d 'Show what `reconfigure` would do (exit 10: changes wait)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "reconfigure" -d 'Make the host what the settings say'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "enable" -d 'Switch the registry on, for the whole site'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "disable" -d 'Switch the registry off, for the whole site; images and keys stay'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "readonly" -d 'Refuse pushes for a while, without a restart: a run-time hold beside the settings'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "events" -d 'What others are told of pushes, pulls and deletes'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "history" -d 'What was applied, run by run'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "rollback" -d 'Go back to the files of an earlier run; settings and secrets stay'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "show-config" -d 'Every value in use, as JSON (the name of `config show` in Omnibus)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "renew-le-certs" -d 'Renew certificates of Let\'s Encrypt (not built yet)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "up" -d 'Reconfigure, then supervise in the foreground: the entry of a container'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "install" -d 'Make it part of the system: unit, links, completions, manual pages'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "uninstall" -d 'Stop everything and take it out of the system; settings, images and keys stay'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "serve" -d 'Supervise the services in the foreground'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "status" -d 'Show how the services are, and all that bears on them'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "service-list" -d 'Every service, one a line; those that are enabled with a `*`'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "tail" -d 'Show what services log: the last lines, then what comes'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "start" -d 'Start a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "stop" -d 'Stop a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "restart" -d 'Restart a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "restart-except" -d 'Restart every service but these'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "graceful-kill" -d 'Stop a service, or all, and kill what is left of it'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "once" -d 'Run a service, or all, until it ends'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "hup" -d 'Make a service, or all, read its files again'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "term" -d 'Send TERM to a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "int" -d 'Send INT to a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "kill" -d 'Send KILL to a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "usr1" -d 'Send USR1 to a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "usr2" -d 'Send USR2 to a service, or all'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "shutdown" -d 'Stop every service and the supervisor'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "supervise-exec" -d 'Become a service (started by the supervisor)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "doctor" -d 'Look for all that may be wrong, and say what mends it (exit 1: something is)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "user" -d 'Users of the token server'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "schema" -d 'The JSON schema of the settings, for editors and programs'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "docs" -d 'References, printed from the schema'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "man" -d 'A manual page, for `man -l -`: `wharf`, a verb, or `gitlab.toml`'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "completions" -d 'Completions for a shell, the names of settings among them'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "ca" -d 'A private certificate authority for labs'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "registry-key" -d 'The key that signs tokens, for a registry that runs elsewhere'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "registry" -d 'The registry engine, under the names and flags of `distribution`'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "token-server" -d 'The token server (started by the supervisor)'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "config" -d 'What every setting is here, and why; one of them changed'
complete -c wharf -n "__fish_wharf_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand init" -l url -d 'Where people will reach the registry, such as `https://registry.example.com`' -r
complete -c wharf -n "__fish_wharf_using_subcommand init" -l certificate -d 'Where its certificate comes from: your own files, or a private authority that is made here, for a lab' -r -f -a "files\t''
private\t''"
complete -c wharf -n "__fish_wharf_using_subcommand init" -l tokens -d 'Who may push: the users of a GitLab server, or users that you add here' -r -f -a "gitlab\t''
local\t''"
complete -c wharf -n "__fish_wharf_using_subcommand init" -l gitlab-url -d 'The URL of that GitLab server' -r
complete -c wharf -n "__fish_wharf_using_subcommand init" -l storage -d 'The folder of the images [default: /var/opt/gitlab/gitlab-rails/shared/registry]' -r
complete -c wharf -n "__fish_wharf_using_subcommand init" -l from-config -d 'Take over a `registry:2`: its config.yml. The images stay where they are; variables `REGISTRY_…` that it was started with are not seen' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand init" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand init" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand init" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand init" -l force -d 'Replace a settings file that is there; it is kept beside the new one'
complete -c wharf -n "__fish_wharf_using_subcommand init" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand init" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand init" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand init" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand init" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand init" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand init" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand check" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand check" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand check" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand check" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand check" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand check" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand check" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand check" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand check" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand check" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -l version -d 'The version that the settings are to be good for; those of every version are judged here' -r
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -s n -l no-fail -d 'Exit 0 although the settings have problems'
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand check-config" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -s o -l output -d 'Write the TOML there, for the owner alone; a file that is there already is left alone' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand convert" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand convert" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand convert" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand convert" -l check -d 'Print no TOML: tell whether it and the gitlab.rb say the same'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand convert" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand render" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand render" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand render" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand render" -l show-secrets -d 'Show secrets, which are `[secret]` otherwise'
complete -c wharf -n "__fish_wharf_using_subcommand render" -l on-disk -d 'Paths as they lie on the disk, with the root in front'
complete -c wharf -n "__fish_wharf_using_subcommand render" -l standalone -d '`nginx`: a virtual host for an NGINX of your own, also where Wharf runs one'
complete -c wharf -n "__fish_wharf_using_subcommand render" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand render" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand render" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand render" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand render" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand render" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand render" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand plan" -s o -l output -d 'Write the plan to a file too, for `reconfigure --plan`' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand plan" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand plan" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand plan" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand plan" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand plan" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand plan" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand plan" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand plan" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand plan" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand plan" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -l plan -d 'Apply exactly this plan, which `wharf plan -o FILE` wrote, or nothing' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand reconfigure" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand enable" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand enable" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand enable" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand enable" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand enable" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand enable" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand enable" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand enable" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand enable" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand disable" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand disable" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand disable" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand disable" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand disable" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand disable" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand disable" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand disable" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand disable" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -f -a "on" -d 'Refuse pushes and deletes from now on, without a restart; pulls go on'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -f -a "off" -d 'Take pushes again'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -f -a "status" -d 'Whether the registry is read-only, and what makes it so'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and not __fish_seen_subcommand_from on off status help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l reason -d 'Why; clients that push read it' -r
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l for -d 'End by itself after this time, such as `30m`, `2h` or `1d`' -r
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l until -d 'End by itself at this moment, such as `2026-11-23T14:04:00Z`' -r
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l drain -d 'How long pushes in flight may go on; `0s` for not at all' -r
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from on" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from off" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from help" -f -a "on" -d 'Refuse pushes and deletes from now on, without a restart; pulls go on'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from help" -f -a "off" -d 'Take pushes again'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from help" -f -a "status" -d 'Whether the registry is read-only, and what makes it so'
complete -c wharf -n "__fish_wharf_using_subcommand readonly; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -f -a "ls" -d 'What endpoints have not taken yet, and what they refused too often'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -f -a "test" -d 'Tell endpoints of a pull that never was, and show what they answer (exit 1: one does not take it)'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -f -a "replay" -d 'Tell endpoints once more of what they refused too often'
complete -c wharf -n "__fish_wharf_using_subcommand events; and not __fish_seen_subcommand_from ls test replay help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from replay" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "ls" -d 'What endpoints have not taken yet, and what they refused too often'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "test" -d 'Tell endpoints of a pull that never was, and show what they answer (exit 1: one does not take it)'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "replay" -d 'Tell endpoints once more of what they refused too often'
complete -c wharf -n "__fish_wharf_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand history" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand history" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand history" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand history" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand history" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand history" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand history" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand history" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand history" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand history" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand rollback" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand show-config" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand renew-le-certs" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand up" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand up" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand up" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand up" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand up" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand up" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand up" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand up" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand up" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand up" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand install" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand install" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand install" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand install" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand install" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand install" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand install" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand install" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand install" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand install" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand uninstall" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand serve" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand serve" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand serve" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand serve" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand serve" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand serve" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand serve" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand serve" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand serve" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand serve" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand status" -l interval -d 'Seconds between two looks' -r
complete -c wharf -n "__fish_wharf_using_subcommand status" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand status" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand status" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand status" -l watch -d 'Look again and again, until Ctrl-C'
complete -c wharf -n "__fish_wharf_using_subcommand status" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand status" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand status" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand status" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand status" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand status" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand status" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand service-list" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand tail" -s n -l lines -d 'How many of the last lines to begin with' -r
complete -c wharf -n "__fish_wharf_using_subcommand tail" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand tail" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand tail" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand tail" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand tail" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand tail" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand tail" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand tail" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand tail" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand tail" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand start" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand start" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand start" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand start" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand start" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand start" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand start" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand start" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand start" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand start" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand stop" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand stop" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand stop" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand stop" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand stop" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand stop" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand stop" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand stop" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand stop" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand stop" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand restart" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand restart" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand restart" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand restart" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand restart" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand restart" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand restart" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand restart" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand restart" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand restart" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand restart-except" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand graceful-kill" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand once" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand once" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand once" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand once" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand once" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand once" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand once" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand once" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand once" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand once" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand hup" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand hup" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand hup" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand hup" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand hup" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand hup" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand hup" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand hup" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand hup" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand hup" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand term" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand term" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand term" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand term" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand term" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand term" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand term" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand term" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand term" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand term" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand int" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand int" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand int" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand int" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand int" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand int" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand int" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand int" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand int" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand int" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand kill" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand kill" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand kill" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand kill" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand kill" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand kill" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand kill" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand kill" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand kill" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand kill" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand usr1" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand usr2" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand shutdown" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l user -d 'The user to run as' -r
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l group -d 'The group to run as' -r
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l directory -d 'The working folder' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l env-directory -d 'A folder of variables, a file each' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l record -d 'The file in which the supervisor writes this process down; it becomes the service only after that' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l supervisor -d 'The supervisor\'s process' -r
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand supervise-exec" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -l only -d 'Run this check alone; may be given again' -r
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -l list -d 'List the checks, and run none'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -f -a "add" -d 'Let someone log in'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -f -a "passwd" -d 'Give someone another password'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -f -a "rm" -d 'No longer let someone log in'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -f -a "list" -d 'The users and what they may do'
complete -c wharf -n "__fish_wharf_using_subcommand user; and not __fish_seen_subcommand_from add passwd rm list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -l access -d 'What they may do, such as `group/**:pull,push`; may be given several times [default: `**:pull,push,delete`]' -r
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read the password from standard input, without asking'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-stdin -d 'Read the password from standard input, without asking'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from passwd" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "add" -d 'Let someone log in'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "passwd" -d 'Give someone another password'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "rm" -d 'No longer let someone log in'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'The users and what they may do'
complete -c wharf -n "__fish_wharf_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand schema" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand schema" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand schema" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand schema" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand schema" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand schema" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand schema" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand schema" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand schema" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand schema" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand docs" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand docs" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand docs" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand docs" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand docs" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand docs" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand docs" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand docs" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand docs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand docs" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand man" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand man" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand man" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand man" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand man" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand man" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand man" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand man" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand man" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand completions" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand completions" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand completions" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand completions" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand completions" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand completions" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand completions" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand completions" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand completions" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -f -a "init" -d 'Make the authority, if there is none, and a certificate for each host'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -f -a "print" -d 'Print the authority\'s certificate'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -f -a "trust-script" -d 'Print a script that lets a client trust this registry: `| ssh CLIENT sudo sh`'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and not __fish_seen_subcommand_from init print trust-script help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -l host -d 'A host name or address [default: those of `registry_external_url` and of an https `external_url`]' -r
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -l force -d 'Replace the certificates that these hosts have (never the authority)'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from print" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -l for -d 'The client' -r -f -a "docker\t'The Docker daemon'
containerd\t'containerd, as Kubernetes uses it'
podman\t'Podman, Skopeo and Buildah'
runner\t'A machine with GitLab Runner'"
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from trust-script" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from help" -f -a "init" -d 'Make the authority, if there is none, and a certificate for each host'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from help" -f -a "print" -d 'Print the authority\'s certificate'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from help" -f -a "trust-script" -d 'Print a script that lets a client trust this registry: `| ssh CLIENT sudo sh`'
complete -c wharf -n "__fish_wharf_using_subcommand ca; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -f -a "cert" -d 'Print the certificate: the `rootcertbundle` of a registry elsewhere'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -f -a "fingerprint" -d 'Print what the key is called: the `kid` of tokens, and the SHA-256 of the public key'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and not __fish_seen_subcommand_from cert fingerprint help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from cert" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from fingerprint" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from help" -f -a "cert" -d 'Print the certificate: the `rootcertbundle` of a registry elsewhere'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from help" -f -a "fingerprint" -d 'Print what the key is called: the `kid` of tokens, and the SHA-256 of the public key'
complete -c wharf -n "__fish_wharf_using_subcommand registry-key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -f -a "serve" -d 'Serve a registry by a `config.yml` of `distribution`'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -f -a "configtest" -d 'Judge a `config.yml`, and say what every key of it comes to (exit 3: it cannot be served by)'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and not __fish_seen_subcommand_from serve configtest help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -l state -d 'Folder for what the engine itself must remember' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from serve" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from configtest" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Serve a registry by a `config.yml` of `distribution`'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from help" -f -a "configtest" -d 'Judge a `config.yml`, and say what every key of it comes to (exit 3: it cannot be served by)'
complete -c wharf -n "__fish_wharf_using_subcommand registry; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand token-server" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -f -a "show" -d 'Every setting that is more than its default, its value, and where that came from'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -f -a "get" -d 'The value of one setting, or of every setting in a section'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -f -a "explain" -d 'What a setting means, may be, is here, and which files and services it touches'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -f -a "set" -d 'Change one setting in the settings file, after the result has been judged'
complete -c wharf -n "__fish_wharf_using_subcommand config; and not __fish_seen_subcommand_from show get explain set help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -l all -d 'Those that are their defaults, too'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -l show-secrets -d 'Print a secret itself, not its fingerprint'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -l root -d 'Folder that stands for `/`: every host path lies inside it' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -s c -l config -d 'Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)' -r -F
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to use colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -l unset -d 'Remove the setting, so that its default holds'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -l json -d 'Answer in JSON, where a program would read it'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say less'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -s y -l yes -d 'Do not ask'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -l beside-omnibus -d 'Work on although an Omnibus package of GitLab manages the same paths'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Every setting that is more than its default, its value, and where that came from'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "get" -d 'The value of one setting, or of every setting in a section'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "explain" -d 'What a setting means, may be, is here, and which files and services it touches'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "set" -d 'Change one setting in the settings file, after the result has been judged'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "init" -d 'Write a first settings file: three questions, or flags'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "check" -d 'Judge the settings alone: no root, no network, no state (exit 3: they have problems)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "check-config" -d 'Judge the settings, as `check` does (the name in Omnibus)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "convert" -d 'Print a gitlab.rb as TOML, its comments carried over'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "render" -d 'Print the files as `reconfigure` would write them, without writing any'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "plan" -d 'Show what `reconfigure` would do (exit 10: changes wait)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "reconfigure" -d 'Make the host what the settings say'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "enable" -d 'Switch the registry on, for the whole site'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "disable" -d 'Switch the registry off, for the whole site; images and keys stay'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "readonly" -d 'Refuse pushes for a while, without a restart: a run-time hold beside the settings'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "events" -d 'What others are told of pushes, pulls and deletes'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "history" -d 'What was applied, run by run'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "rollback" -d 'Go back to the files of an earlier run; settings and secrets stay'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "show-config" -d 'Every value in use, as JSON (the name of `config show` in Omnibus)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "renew-le-certs" -d 'Renew certificates of Let\'s Encrypt (not built yet)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "up" -d 'Reconfigure, then supervise in the foreground: the entry of a container'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "install" -d 'Make it part of the system: unit, links, completions, manual pages'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "uninstall" -d 'Stop everything and take it out of the system; settings, images and keys stay'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "serve" -d 'Supervise the services in the foreground'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "status" -d 'Show how the services are, and all that bears on them'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "service-list" -d 'Every service, one a line; those that are enabled with a `*`'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "tail" -d 'Show what services log: the last lines, then what comes'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "start" -d 'Start a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "stop" -d 'Stop a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "restart" -d 'Restart a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "restart-except" -d 'Restart every service but these'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "graceful-kill" -d 'Stop a service, or all, and kill what is left of it'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "once" -d 'Run a service, or all, until it ends'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "hup" -d 'Make a service, or all, read its files again'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "term" -d 'Send TERM to a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "int" -d 'Send INT to a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "kill" -d 'Send KILL to a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "usr1" -d 'Send USR1 to a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "usr2" -d 'Send USR2 to a service, or all'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "shutdown" -d 'Stop every service and the supervisor'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "supervise-exec" -d 'Become a service (started by the supervisor)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "doctor" -d 'Look for all that may be wrong, and say what mends it (exit 1: something is)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "user" -d 'Users of the token server'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "schema" -d 'The JSON schema of the settings, for editors and programs'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "docs" -d 'References, printed from the schema'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "man" -d 'A manual page, for `man -l -`: `wharf`, a verb, or `gitlab.toml`'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "completions" -d 'Completions for a shell, the names of settings among them'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "ca" -d 'A private certificate authority for labs'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "registry-key" -d 'The key that signs tokens, for a registry that runs elsewhere'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "registry" -d 'The registry engine, under the names and flags of `distribution`'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "token-server" -d 'The token server (started by the supervisor)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "config" -d 'What every setting is here, and why; one of them changed'
complete -c wharf -n "__fish_wharf_using_subcommand help; and not __fish_seen_subcommand_from init check check-config convert render plan reconfigure enable disable readonly events history rollback show-config renew-le-certs up install uninstall serve status service-list tail start stop restart restart-except graceful-kill once hup term int kill usr1 usr2 shutdown supervise-exec doctor user schema docs man completions ca registry-key registry token-server config help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from readonly" -f -a "on" -d 'Refuse pushes and deletes from now on, without a restart; pulls go on'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from readonly" -f -a "off" -d 'Take pushes again'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from readonly" -f -a "status" -d 'Whether the registry is read-only, and what makes it so'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from events" -f -a "ls" -d 'What endpoints have not taken yet, and what they refused too often'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from events" -f -a "test" -d 'Tell endpoints of a pull that never was, and show what they answer (exit 1: one does not take it)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from events" -f -a "replay" -d 'Tell endpoints once more of what they refused too often'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "add" -d 'Let someone log in'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "passwd" -d 'Give someone another password'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "rm" -d 'No longer let someone log in'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'The users and what they may do'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from ca" -f -a "init" -d 'Make the authority, if there is none, and a certificate for each host'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from ca" -f -a "print" -d 'Print the authority\'s certificate'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from ca" -f -a "trust-script" -d 'Print a script that lets a client trust this registry: `| ssh CLIENT sudo sh`'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from registry-key" -f -a "cert" -d 'Print the certificate: the `rootcertbundle` of a registry elsewhere'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from registry-key" -f -a "fingerprint" -d 'Print what the key is called: the `kid` of tokens, and the SHA-256 of the public key'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from registry" -f -a "serve" -d 'Serve a registry by a `config.yml` of `distribution`'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from registry" -f -a "configtest" -d 'Judge a `config.yml`, and say what every key of it comes to (exit 3: it cannot be served by)'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Every setting that is more than its default, its value, and where that came from'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "get" -d 'The value of one setting, or of every setting in a section'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "explain" -d 'What a setting means, may be, is here, and which files and services it touches'
complete -c wharf -n "__fish_wharf_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "set" -d 'Change one setting in the settings file, after the result has been judged'
complete -c wharf -n "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get explain set" -f -a "external_url registry_external_url roles registry registry.enable registry.username registry.group registry.uid registry.gid registry.shell registry.dir registry.log_directory registry.svlogd_size registry.svlogd_num registry.svlogd_timeout registry.svlogd_filter registry.svlogd_udp registry.svlogd_prefix registry.log_group registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.auth.htpasswd registry.auth.htpasswd.realm registry.auth.htpasswd.path registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.s3.bucket registry.storage.s3.region registry.storage.s3.regionendpoint registry.storage.s3.accesskey registry.storage.s3.secretkey registry.storage.s3.rootdirectory registry.storage.s3.forcepathstyle registry.storage.s3.pathstyle registry.storage.s3.encrypt registry.storage.s3.keyid registry.storage.s3.secure registry.storage.s3.skipverify registry.storage.s3.v4auth registry.storage.s3.chunksize registry.storage.s3.multipartcopychunksize registry.storage.s3.multipartcopymaxconcurrency registry.storage.s3.multipartcopythresholdsize registry.storage.s3.storageclass registry.storage.s3.objectacl registry.storage.s3.objectownership registry.storage.s3.useragent registry.storage.s3.usedualstack registry.storage.s3.accelerate registry.storage.s3.usefipsendpoint registry.storage.s3.redirectendpoint registry.storage.s3.loglevel registry.storage.s3.maxrequestspersecond registry.storage.s3.maxretries registry.storage.s3.parallelwalk registry.storage.s3.checksum_disabled registry.storage.s3.checksum_algorithm registry.storage.gcs registry.storage.gcs.bucket registry.storage.gcs.keyfile registry.storage.gcs.credentials registry.storage.gcs.credentials.type registry.storage.gcs.credentials.project_id registry.storage.gcs.credentials.private_key_id registry.storage.gcs.credentials.private_key registry.storage.gcs.credentials.client_email registry.storage.gcs.credentials.client_id registry.storage.gcs.credentials.auth_uri registry.storage.gcs.credentials.token_uri registry.storage.gcs.credentials.auth_provider_x509_cert_url registry.storage.gcs.credentials.client_x509_cert_url registry.storage.gcs.credentials.universe_domain registry.storage.gcs.rootdirectory registry.storage.gcs.chunksize registry.storage.gcs.maxconcurrency registry.storage.gcs.useragent registry.storage.gcs.maxretries registry.storage.gcs.parallelwalk registry.storage.azure registry.storage.azure.accountname registry.storage.azure.accountkey registry.storage.azure.container registry.storage.azure.realm registry.storage.azure.rootdirectory registry.storage.azure.serviceurl registry.storage.azure.connectionstring registry.storage.azure.credentials registry.storage.azure.credentials.type registry.storage.azure.credentials.clientid registry.storage.azure.credentials.tenantid registry.storage.azure.credentials.secret registry.storage.azure.max_retries registry.storage.azure.retry_delay registry.storage.azure.skipverify registry.storage.azure.trimlegacyrootprefix registry.storage.azure.legacyrootprefix registry.storage.swift registry.storage.swift.username registry.storage.swift.password registry.storage.swift.authurl registry.storage.swift.container registry.storage.swift.tenant registry.storage.swift.tenantid registry.storage.swift.domain registry.storage.swift.domainid registry.storage.swift.tenantdomain registry.storage.swift.tenantdomainid registry.storage.swift.trustid registry.storage.swift.region registry.storage.swift.authversion registry.storage.swift.prefix registry.storage.swift.rootdirectory registry.storage.swift.endpointtype registry.storage.swift.insecureskipverify registry.storage.swift.chunksize registry.storage.swift.secretkey registry.storage.swift.accesskey registry.storage.swift.tempurlcontainerkey registry.storage.swift.tempurlmethods registry.storage.oss registry.storage.oss.accesskeyid registry.storage.oss.accesskeysecret registry.storage.oss.region registry.storage.oss.bucket registry.storage.oss.endpoint registry.storage.oss.internal registry.storage.oss.encrypt registry.storage.oss.encryptionkeyid registry.storage.oss.secure registry.storage.oss.chunksize registry.storage.oss.rootdirectory registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.cache.blobdescriptorsize registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage.tag registry.storage.tag.concurrencylimit registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.http registry.http.relativeurls registry.notifications registry.default_notifications_timeout registry.default_notifications_maxretries registry.default_notifications_backoff registry.default_notifications_headers registry.default_notifications_threshold registry.middleware registry.middleware.registry registry.middleware.repository registry.middleware.storage registry.database registry.database.enabled registry.database.host registry.database.port registry.database.user registry.database.password registry.database.dbname registry.database.sslmode registry.database.sslcert registry.database.sslkey registry.database.sslrootcert registry.database.connecttimeout registry.database.draintimeout registry.database.preparedstatements registry.database.primary registry.database.pool registry.database.pool.maxidle registry.database.pool.maxopen registry.database.pool.maxlifetime registry.database.pool.maxidletime registry.database.loadbalancing registry.database.loadbalancing.enabled registry.database.loadbalancing.hosts registry.database.loadbalancing.nameserver registry.database.loadbalancing.port registry.database.loadbalancing.record registry.database.loadbalancing.replicacheckinterval registry.database.backgroundmigrations registry.database.backgroundmigrations.enabled registry.database.backgroundmigrations.jobinterval registry.database.backgroundmigrations.maxjobretries registry.auto_migrate registry.gc registry.gc.disabled registry.gc.maxbackoff registry.gc.noidlebackoff registry.gc.transactiontimeout registry.gc.reviewafter registry.gc.manifests registry.gc.manifests.disabled registry.gc.manifests.interval registry.gc.blobs registry.gc.blobs.disabled registry.gc.blobs.interval registry.gc.blobs.storagetimeout registry.redis registry.redis.cache registry.redis.cache.enabled registry.redis.cache.addr registry.redis.cache.mainname registry.redis.cache.username registry.redis.cache.password registry.redis.cache.sentinelusername registry.redis.cache.sentinelpassword registry.redis.cache.db registry.redis.cache.dialtimeout registry.redis.cache.readtimeout registry.redis.cache.writetimeout registry.redis.cache.tls registry.redis.cache.tls.enabled registry.redis.cache.tls.insecure registry.redis.cache.tls.certificate registry.redis.cache.tls.key registry.redis.cache.tls.rootcas registry.redis.cache.pool registry.redis.cache.pool.size registry.redis.cache.pool.maxlifetime registry.redis.cache.pool.idletimeout registry.redis.loadbalancing registry.redis.loadbalancing.enabled registry.redis.loadbalancing.addr registry.redis.loadbalancing.mainname registry.redis.loadbalancing.username registry.redis.loadbalancing.password registry.redis.loadbalancing.sentinelusername registry.redis.loadbalancing.sentinelpassword registry.redis.loadbalancing.db registry.redis.loadbalancing.dialtimeout registry.redis.loadbalancing.readtimeout registry.redis.loadbalancing.writetimeout registry.redis.loadbalancing.tls registry.redis.loadbalancing.tls.enabled registry.redis.loadbalancing.tls.insecure registry.redis.loadbalancing.tls.certificate registry.redis.loadbalancing.tls.key registry.redis.loadbalancing.tls.rootcas registry.redis.loadbalancing.pool registry.redis.loadbalancing.pool.size registry.redis.loadbalancing.pool.maxlifetime registry.redis.loadbalancing.pool.idletimeout registry.redis.ratelimiting registry.redis.ratelimiting.enabled registry.redis.ratelimiting.addr registry.redis.ratelimiting.mainname registry.redis.ratelimiting.username registry.redis.ratelimiting.password registry.redis.ratelimiting.sentinelusername registry.redis.ratelimiting.sentinelpassword registry.redis.ratelimiting.db registry.redis.ratelimiting.dialtimeout registry.redis.ratelimiting.readtimeout registry.redis.ratelimiting.writetimeout registry.redis.ratelimiting.tls registry.redis.ratelimiting.tls.enabled registry.redis.ratelimiting.tls.insecure registry.redis.ratelimiting.tls.certificate registry.redis.ratelimiting.tls.key registry.redis.ratelimiting.tls.rootcas registry.redis.ratelimiting.pool registry.redis.ratelimiting.pool.size registry.redis.ratelimiting.pool.maxlifetime registry.redis.ratelimiting.pool.idletimeout registry.redis.addr registry.redis.username registry.redis.password registry.redis.db registry.redis.dialtimeout registry.redis.readtimeout registry.redis.writetimeout registry.redis.tls registry.redis.tls.enabled registry.redis.tls.insecure registry.redis.tls.certificate registry.redis.tls.key registry.redis.tls.rootcas registry.redis.pool registry.redis.pool.size registry.redis.pool.maxlifetime registry.redis.pool.idletimeout registry.reporting registry.reporting.sentry registry.reporting.sentry.enabled registry.reporting.sentry.dsn registry.reporting.sentry.environment registry.reporting.bugsnag registry.reporting.bugsnag.apikey registry.reporting.bugsnag.releasestage registry.reporting.bugsnag.endpoint registry.reporting.newrelic registry.reporting.newrelic.licensekey registry.reporting.newrelic.name registry.reporting.newrelic.verbose registry.garbage_collection registry.garbage_collection.schedule registry.garbage_collection.window registry.garbage_collection.delete_untagged registry.garbage_collection.grace registry.garbage_collection.quarantine registry.retention registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.dir registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.svlogd_size nginx.svlogd_num nginx.svlogd_timeout nginx.svlogd_filter nginx.svlogd_udp nginx.svlogd_prefix nginx.log_group nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.log_format nginx.log_format_escape nginx.hide_server_tokens nginx.proxy_cache_path nginx.proxy_cache nginx.ha nginx.status nginx.status.enable nginx.status.listen_addresses nginx.status.fqdn nginx.status.port nginx.status.vts_enable nginx.status.options nginx.listen_https nginx.ssl_certificate nginx.ssl_certificate_key nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.registry_notification_secret gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.gitlab_default_projects_features_issues gitlab_rails.gitlab_default_projects_features_merge_requests gitlab_rails.gitlab_default_projects_features_wiki gitlab_rails.gitlab_default_projects_features_snippets gitlab_rails.gitlab_default_projects_features_builds gitlab_rails.nginx gitlab_rails.nginx.enable gitlab_rails.nginx.listen_https gitlab_rails.nginx.ssl_certificate gitlab_rails.nginx.ssl_certificate_key gitlab_rails.shared_path gitlab_rails.config_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable manage_storage_directories.manage_etc user user.username user.group user.uid user.gid user.home user.shell web_server web_server.username web_server.group web_server.uid web_server.gid web_server.home web_server.shell web_server.external_users letsencrypt letsencrypt.enable letsencrypt.contact_emails letsencrypt.auto_renew letsencrypt.auto_renew_hour letsencrypt.auto_renew_minute letsencrypt.auto_renew_day_of_month letsencrypt.auto_renew_log_directory letsencrypt.alt_names letsencrypt.wwwroot letsencrypt.key_type letsencrypt.key_size letsencrypt.ec_curve letsencrypt.acme_staging_endpoint letsencrypt.acme_production_endpoint letsencrypt.crt letsencrypt.chain letsencrypt.group letsencrypt.owner letsencrypt.authorization_method package package.generate_default_secrets package.generate_secrets_json_file logging logging.svlogd_size logging.svlogd_num logging.svlogd_timeout logging.svlogd_filter logging.svlogd_udp logging.svlogd_prefix logging.udp_log_shipping_host logging.udp_log_shipping_hostname logging.udp_log_shipping_port logging.log_group logging.logrotate_frequency logging.logrotate_maxsize logging.logrotate_size logging.logrotate_rotate logging.logrotate_compress logging.logrotate_method logging.logrotate_postrotate logging.logrotate_dateformat supervise supervise.drain"
