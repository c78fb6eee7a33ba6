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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
            (init)
_arguments "${_arguments_options[@]}" : \
'--url=[Where people will reach the registry, such as \`https\://registry.example.com\`]:URL:_default' \
'--certificate=[Where its certificate comes from\: your own files, or a private authority that is made here, for a lab]:WHICH:(files private)' \
'--tokens=[Who may push\: the users of a GitLab server, or users that you add here]:WHOSE:(gitlab local)' \
'--gitlab-url=[The URL of that GitLab server]:URL:_default' \
'--storage=[The folder of the images \[default\: /var/opt/gitlab/gitlab-rails/shared/registry\]]:PATH:_default' \
'(--certificate --tokens --gitlab-url --storage)--from-config=[Take over a \`registry\:2\`\: its config.yml. The images stay where they are; variables \`REGISTRY_…\` that it was started with are not seen]:FILE:_files' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--force[Replace a settings file that is there; it is kept beside the new one]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::file -- The settings file, as with `--config`:_files' \
&& ret=0
;;
(check-config)
_arguments "${_arguments_options[@]}" : \
'--version=[The version that the settings are to be good for; those of every version are judged here]:VERSION:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'-n[Exit 0 although the settings have problems]' \
'--no-fail[Exit 0 although the settings have problems]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(convert)
_arguments "${_arguments_options[@]}" : \
'-o+[Write the TOML there, for the owner alone; a file that is there already is left alone]:FILE:_files' \
'--output=[Write the TOML there, for the owner alone; a file that is there already is left alone]:FILE:_files' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--check[Print no TOML\: tell whether it and the gitlab.rb say the same]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
'::file -- The gitlab.rb (default\: `--config`, else `<root>/etc/gitlab/gitlab.rb`):_files' \
&& ret=0
;;
(render)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
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
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-o+[Write the plan to a file too, for \`reconfigure --plan\`]:FILE:_files' \
'--output=[Write the plan to a file too, for \`reconfigure --plan\`]:FILE:_files' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(reconfigure)
_arguments "${_arguments_options[@]}" : \
'--plan=[Apply exactly this plan, which \`wharf plan -o FILE\` wrote, or nothing]:FILE:_files' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
':what -- What:((registry\:"The container registry, for the whole site; its images stay"))' \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
':what -- What:((registry\:"The container registry, for the whole site; its images stay"))' \
&& ret=0
;;
(readonly)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf__subcmd__readonly_commands" \
"*::: :->readonly" \
&& ret=0

    case $state in
    (readonly)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-readonly-command-$line[1]:"
        case $line[1] in
            (on)
_arguments "${_arguments_options[@]}" : \
'--reason=[Why; clients that push read it]:TEXT:_default' \
'--for=[End by itself after this time, such as \`30m\`, \`2h\` or \`1d\`]:TIME:_default' \
'(--for)--until=[End by itself at this moment, such as \`2026-11-23T14\:04\:00Z\`]:MOMENT:_default' \
'--drain=[How long pushes in flight may go on; \`0s\` for not at all]:TIME:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(off)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__readonly__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-readonly-help-command-$line[1]:"
        case $line[1] in
            (on)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(off)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(status)
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
(events)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf__subcmd__events_commands" \
"*::: :->events" \
&& ret=0

    case $state in
    (events)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-events-command-$line[1]:"
        case $line[1] in
            (ls)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::endpoint -- The endpoint (default\: every one):_default' \
&& ret=0
;;
(test)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::endpoint -- The endpoint (default\: every one):_default' \
&& ret=0
;;
(replay)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::endpoint -- The endpoint (default\: every one):_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__events__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-events-help-command-$line[1]:"
        case $line[1] in
            (ls)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(test)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(replay)
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
(history)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(rollback)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::generation -- The generation to go back to (default\: the one before the last):_default' \
&& ret=0
;;
(show-config)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(renew-le-certs)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(up)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(install)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(uninstall)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(serve)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'--interval=[Seconds between two looks]:SECONDS:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--watch[Look again and again, until Ctrl-C]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(service-list)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(tail)
_arguments "${_arguments_options[@]}" : \
'-n+[How many of the last lines to begin with]:COUNT:_default' \
'--lines=[How many of the last lines to begin with]:COUNT:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::service -- The service; without it, all:_default' \
&& ret=0
;;
(restart-except)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'*::services -- The services that go on:_default' \
&& ret=0
;;
(graceful-kill)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'*::argv -- The program and its arguments:_default' \
&& ret=0
;;
(doctor)
_arguments "${_arguments_options[@]}" : \
'*--only=[Run this check alone; may be given again]:NAME:_default' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--list[List the checks, and run none]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--password-stdin[Read the password from standard input, without asking]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--password-stdin[Read the password from standard input, without asking]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(docs)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--force[Replace the certificates that these hosts have (never the authority)]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(print)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(trust-script)
_arguments "${_arguments_options[@]}" : \
'--for=[The client]:CLIENT:((docker\:"The Docker daemon"
containerd\:"containerd, as Kubernetes uses it"
podman\:"Podman, Skopeo and Buildah"
runner\:"A machine with GitLab Runner"))' \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
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
(trust-script)
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
(registry-key)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_wharf__subcmd__registry-key_commands" \
"*::: :->registry-key" \
&& ret=0

    case $state in
    (registry-key)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-registry-key-command-$line[1]:"
        case $line[1] in
            (cert)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(fingerprint)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__registry-key__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-registry-key-help-command-$line[1]:"
        case $line[1] in
            (cert)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(fingerprint)
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::config -- The configuration (default\: `$REGISTRY_CONFIGURATION_PATH`):_files' \
&& ret=0
;;
(configtest)
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
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
(configtest)
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
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
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
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--all[Those that are their defaults, too]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
;;
(get)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--show-secrets[Print a secret itself, not its fingerprint]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':key -- The setting, such as `registry.log_level`:(external_url registry_external_url roles registry registry.enable registry.username registry.group registry.uid registry.gid registry.shell registry.dir registry.log_directory registry.svlogd_size registry.svlogd_num registry.svlogd_timeout registry.svlogd_filter registry.svlogd_udp registry.svlogd_prefix registry.log_group registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.auth.htpasswd registry.auth.htpasswd.realm registry.auth.htpasswd.path registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.s3.bucket registry.storage.s3.region registry.storage.s3.regionendpoint registry.storage.s3.accesskey registry.storage.s3.secretkey registry.storage.s3.rootdirectory registry.storage.s3.forcepathstyle registry.storage.s3.pathstyle registry.storage.s3.encrypt registry.storage.s3.keyid registry.storage.s3.secure registry.storage.s3.skipverify registry.storage.s3.v4auth registry.storage.s3.chunksize registry.storage.s3.multipartcopychunksize registry.storage.s3.multipartcopymaxconcurrency registry.storage.s3.multipartcopythresholdsize registry.storage.s3.storageclass registry.storage.s3.objectacl registry.storage.s3.objectownership registry.storage.s3.useragent registry.storage.s3.usedualstack registry.storage.s3.accelerate registry.storage.s3.usefipsendpoint registry.storage.s3.redirectendpoint registry.storage.s3.loglevel registry.storage.s3.maxrequestspersecond registry.storage.s3.maxretries registry.storage.s3.parallelwalk registry.storage.s3.checksum_disabled registry.storage.s3.checksum_algorithm registry.storage.gcs registry.storage.gcs.bucket registry.storage.gcs.keyfile registry.storage.gcs.credentials registry.storage.gcs.credentials.type registry.storage.gcs.credentials.project_id registry.storage.gcs.credentials.private_key_id registry.storage.gcs.credentials.private_key registry.storage.gcs.credentials.client_email registry.storage.gcs.credentials.client_id registry.storage.gcs.credentials.auth_uri registry.storage.gcs.credentials.token_uri registry.storage.gcs.credentials.auth_provider_x509_cert_url registry.storage.gcs.credentials.client_x509_cert_url registry.storage.gcs.credentials.universe_domain registry.storage.gcs.rootdirectory registry.storage.gcs.chunksize registry.storage.gcs.maxconcurrency registry.storage.gcs.useragent registry.storage.gcs.maxretries registry.storage.gcs.parallelwalk registry.storage.azure registry.storage.azure.accountname registry.storage.azure.accountkey registry.storage.azure.container registry.storage.azure.realm registry.storage.azure.rootdirectory registry.storage.azure.serviceurl registry.storage.azure.connectionstring registry.storage.azure.credentials registry.storage.azure.credentials.type registry.storage.azure.credentials.clientid registry.storage.azure.credentials.tenantid registry.storage.azure.credentials.secret registry.storage.azure.max_retries registry.storage.azure.retry_delay registry.storage.azure.skipverify registry.storage.azure.trimlegacyrootprefix registry.storage.azure.legacyrootprefix registry.storage.swift registry.storage.swift.username registry.storage.swift.password registry.storage.swift.authurl registry.storage.swift.container registry.storage.swift.tenant registry.storage.swift.tenantid registry.storage.swift.domain registry.storage.swift.domainid registry.storage.swift.tenantdomain registry.storage.swift.tenantdomainid registry.storage.swift.trustid registry.storage.swift.region registry.storage.swift.authversion registry.storage.swift.prefix registry.storage.swift.rootdirectory registry.storage.swift.endpointtype registry.storage.swift.insecureskipverify registry.storage.swift.chunksize registry.storage.swift.secretkey registry.storage.swift.accesskey registry.storage.swift.tempurlcontainerkey registry.storage.swift.tempurlmethods registry.storage.oss registry.storage.oss.accesskeyid registry.storage.oss.accesskeysecret registry.storage.oss.region registry.storage.oss.bucket registry.storage.oss.endpoint registry.storage.oss.internal registry.storage.oss.encrypt registry.storage.oss.encryptionkeyid registry.storage.oss.secure registry.storage.oss.chunksize registry.storage.oss.rootdirectory registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.cache.blobdescriptorsize registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage.tag registry.storage.tag.concurrencylimit registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.http registry.http.relativeurls registry.notifications registry.default_notifications_timeout registry.default_notifications_maxretries registry.default_notifications_backoff registry.default_notifications_headers registry.default_notifications_threshold registry.middleware registry.middleware.registry registry.middleware.repository registry.middleware.storage registry.database registry.database.enabled registry.database.host registry.database.port registry.database.user registry.database.password registry.database.dbname registry.database.sslmode registry.database.sslcert registry.database.sslkey registry.database.sslrootcert registry.database.connecttimeout registry.database.draintimeout registry.database.preparedstatements registry.database.primary registry.database.pool registry.database.pool.maxidle registry.database.pool.maxopen registry.database.pool.maxlifetime registry.database.pool.maxidletime registry.database.loadbalancing registry.database.loadbalancing.enabled registry.database.loadbalancing.hosts registry.database.loadbalancing.nameserver registry.database.loadbalancing.port registry.database.loadbalancing.record registry.database.loadbalancing.replicacheckinterval registry.database.backgroundmigrations registry.database.backgroundmigrations.enabled registry.database.backgroundmigrations.jobinterval registry.database.backgroundmigrations.maxjobretries registry.auto_migrate registry.gc registry.gc.disabled registry.gc.maxbackoff registry.gc.noidlebackoff registry.gc.transactiontimeout registry.gc.reviewafter registry.gc.manifests registry.gc.manifests.disabled registry.gc.manifests.interval registry.gc.blobs registry.gc.blobs.disabled registry.gc.blobs.interval registry.gc.blobs.storagetimeout registry.redis registry.redis.cache registry.redis.cache.enabled registry.redis.cache.addr registry.redis.cache.mainname registry.redis.cache.username registry.redis.cache.password registry.redis.cache.sentinelusername registry.redis.cache.sentinelpassword registry.redis.cache.db registry.redis.cache.dialtimeout registry.redis.cache.readtimeout registry.redis.cache.writetimeout registry.redis.cache.tls registry.redis.cache.tls.enabled registry.redis.cache.tls.insecure registry.redis.cache.tls.certificate registry.redis.cache.tls.key registry.redis.cache.tls.rootcas registry.redis.cache.pool registry.redis.cache.pool.size registry.redis.cache.pool.maxlifetime registry.redis.cache.pool.idletimeout registry.redis.loadbalancing registry.redis.loadbalancing.enabled registry.redis.loadbalancing.addr registry.redis.loadbalancing.mainname registry.redis.loadbalancing.username registry.redis.loadbalancing.password registry.redis.loadbalancing.sentinelusername registry.redis.loadbalancing.sentinelpassword registry.redis.loadbalancing.db registry.redis.loadbalancing.dialtimeout registry.redis.loadbalancing.readtimeout registry.redis.loadbalancing.writetimeout registry.redis.loadbalancing.tls registry.redis.loadbalancing.tls.enabled registry.redis.loadbalancing.tls.insecure registry.redis.loadbalancing.tls.certificate registry.redis.loadbalancing.tls.key registry.redis.loadbalancing.tls.rootcas registry.redis.loadbalancing.pool registry.redis.loadbalancing.pool.size registry.redis.loadbalancing.pool.maxlifetime registry.redis.loadbalancing.pool.idletimeout registry.redis.ratelimiting registry.redis.ratelimiting.enabled registry.redis.ratelimiting.addr registry.redis.ratelimiting.mainname registry.redis.ratelimiting.username registry.redis.ratelimiting.password registry.redis.ratelimiting.sentinelusername registry.redis.ratelimiting.sentinelpassword registry.redis.ratelimiting.db registry.redis.ratelimiting.dialtimeout registry.redis.ratelimiting.readtimeout registry.redis.ratelimiting.writetimeout registry.redis.ratelimiting.tls registry.redis.ratelimiting.tls.enabled registry.redis.ratelimiting.tls.insecure registry.redis.ratelimiting.tls.certificate registry.redis.ratelimiting.tls.key registry.redis.ratelimiting.tls.rootcas registry.redis.ratelimiting.pool registry.redis.ratelimiting.pool.size registry.redis.ratelimiting.pool.maxlifetime registry.redis.ratelimiting.pool.idletimeout registry.redis.addr registry.redis.username registry.redis.password registry.redis.db registry.redis.dialtimeout registry.redis.readtimeout registry.redis.writetimeout registry.redis.tls registry.redis.tls.enabled registry.redis.tls.insecure registry.redis.tls.certificate registry.redis.tls.key registry.redis.tls.rootcas registry.redis.pool registry.redis.pool.size registry.redis.pool.maxlifetime registry.redis.pool.idletimeout registry.reporting registry.reporting.sentry registry.reporting.sentry.enabled registry.reporting.sentry.dsn registry.reporting.sentry.environment registry.reporting.bugsnag registry.reporting.bugsnag.apikey registry.reporting.bugsnag.releasestage registry.reporting.bugsnag.endpoint registry.reporting.newrelic registry.reporting.newrelic.licensekey registry.reporting.newrelic.name registry.reporting.newrelic.verbose registry.garbage_collection registry.garbage_collection.schedule registry.garbage_collection.window registry.garbage_collection.delete_untagged registry.garbage_collection.grace registry.garbage_collection.quarantine registry.retention registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.dir registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.svlogd_size nginx.svlogd_num nginx.svlogd_timeout nginx.svlogd_filter nginx.svlogd_udp nginx.svlogd_prefix nginx.log_group nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.log_format nginx.log_format_escape nginx.hide_server_tokens nginx.proxy_cache_path nginx.proxy_cache nginx.ha nginx.status nginx.status.enable nginx.status.listen_addresses nginx.status.fqdn nginx.status.port nginx.status.vts_enable nginx.status.options nginx.listen_https nginx.ssl_certificate nginx.ssl_certificate_key nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.registry_notification_secret gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.gitlab_default_projects_features_issues gitlab_rails.gitlab_default_projects_features_merge_requests gitlab_rails.gitlab_default_projects_features_wiki gitlab_rails.gitlab_default_projects_features_snippets gitlab_rails.gitlab_default_projects_features_builds gitlab_rails.nginx gitlab_rails.nginx.enable gitlab_rails.nginx.listen_https gitlab_rails.nginx.ssl_certificate gitlab_rails.nginx.ssl_certificate_key gitlab_rails.shared_path gitlab_rails.config_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable manage_storage_directories.manage_etc user user.username user.group user.uid user.gid user.home user.shell web_server web_server.username web_server.group web_server.uid web_server.gid web_server.home web_server.shell web_server.external_users letsencrypt letsencrypt.enable letsencrypt.contact_emails letsencrypt.auto_renew letsencrypt.auto_renew_hour letsencrypt.auto_renew_minute letsencrypt.auto_renew_day_of_month letsencrypt.auto_renew_log_directory letsencrypt.alt_names letsencrypt.wwwroot letsencrypt.key_type letsencrypt.key_size letsencrypt.ec_curve letsencrypt.acme_staging_endpoint letsencrypt.acme_production_endpoint letsencrypt.crt letsencrypt.chain letsencrypt.group letsencrypt.owner letsencrypt.authorization_method package package.generate_default_secrets package.generate_secrets_json_file logging logging.svlogd_size logging.svlogd_num logging.svlogd_timeout logging.svlogd_filter logging.svlogd_udp logging.svlogd_prefix logging.udp_log_shipping_host logging.udp_log_shipping_hostname logging.udp_log_shipping_port logging.log_group logging.logrotate_frequency logging.logrotate_maxsize logging.logrotate_size logging.logrotate_rotate logging.logrotate_compress logging.logrotate_method logging.logrotate_postrotate logging.logrotate_dateformat supervise supervise.drain)' \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
':key -- The setting or section, such as `registry.storage`, or the code of a problem:(external_url registry_external_url roles registry registry.enable registry.username registry.group registry.uid registry.gid registry.shell registry.dir registry.log_directory registry.svlogd_size registry.svlogd_num registry.svlogd_timeout registry.svlogd_filter registry.svlogd_udp registry.svlogd_prefix registry.log_group registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.auth.htpasswd registry.auth.htpasswd.realm registry.auth.htpasswd.path registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.s3.bucket registry.storage.s3.region registry.storage.s3.regionendpoint registry.storage.s3.accesskey registry.storage.s3.secretkey registry.storage.s3.rootdirectory registry.storage.s3.forcepathstyle registry.storage.s3.pathstyle registry.storage.s3.encrypt registry.storage.s3.keyid registry.storage.s3.secure registry.storage.s3.skipverify registry.storage.s3.v4auth registry.storage.s3.chunksize registry.storage.s3.multipartcopychunksize registry.storage.s3.multipartcopymaxconcurrency registry.storage.s3.multipartcopythresholdsize registry.storage.s3.storageclass registry.storage.s3.objectacl registry.storage.s3.objectownership registry.storage.s3.useragent registry.storage.s3.usedualstack registry.storage.s3.accelerate registry.storage.s3.usefipsendpoint registry.storage.s3.redirectendpoint registry.storage.s3.loglevel registry.storage.s3.maxrequestspersecond registry.storage.s3.maxretries registry.storage.s3.parallelwalk registry.storage.s3.checksum_disabled registry.storage.s3.checksum_algorithm registry.storage.gcs registry.storage.gcs.bucket registry.storage.gcs.keyfile registry.storage.gcs.credentials registry.storage.gcs.credentials.type registry.storage.gcs.credentials.project_id registry.storage.gcs.credentials.private_key_id registry.storage.gcs.credentials.private_key registry.storage.gcs.credentials.client_email registry.storage.gcs.credentials.client_id registry.storage.gcs.credentials.auth_uri registry.storage.gcs.credentials.token_uri registry.storage.gcs.credentials.auth_provider_x509_cert_url registry.storage.gcs.credentials.client_x509_cert_url registry.storage.gcs.credentials.universe_domain registry.storage.gcs.rootdirectory registry.storage.gcs.chunksize registry.storage.gcs.maxconcurrency registry.storage.gcs.useragent registry.storage.gcs.maxretries registry.storage.gcs.parallelwalk registry.storage.azure registry.storage.azure.accountname registry.storage.azure.accountkey registry.storage.azure.container registry.storage.azure.realm registry.storage.azure.rootdirectory registry.storage.azure.serviceurl registry.storage.azure.connectionstring registry.storage.azure.credentials registry.storage.azure.credentials.type registry.storage.azure.credentials.clientid registry.storage.azure.credentials.tenantid registry.storage.azure.credentials.secret registry.storage.azure.max_retries registry.storage.azure.retry_delay registry.storage.azure.skipverify registry.storage.azure.trimlegacyrootprefix registry.storage.azure.legacyrootprefix registry.storage.swift registry.storage.swift.username registry.storage.swift.password registry.storage.swift.authurl registry.storage.swift.container registry.storage.swift.tenant registry.storage.swift.tenantid registry.storage.swift.domain registry.storage.swift.domainid registry.storage.swift.tenantdomain registry.storage.swift.tenantdomainid registry.storage.swift.trustid registry.storage.swift.region registry.storage.swift.authversion registry.storage.swift.prefix registry.storage.swift.rootdirectory registry.storage.swift.endpointtype registry.storage.swift.insecureskipverify registry.storage.swift.chunksize registry.storage.swift.secretkey registry.storage.swift.accesskey registry.storage.swift.tempurlcontainerkey registry.storage.swift.tempurlmethods registry.storage.oss registry.storage.oss.accesskeyid registry.storage.oss.accesskeysecret registry.storage.oss.region registry.storage.oss.bucket registry.storage.oss.endpoint registry.storage.oss.internal registry.storage.oss.encrypt registry.storage.oss.encryptionkeyid registry.storage.oss.secure registry.storage.oss.chunksize registry.storage.oss.rootdirectory registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.cache.blobdescriptorsize registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage.tag registry.storage.tag.concurrencylimit registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.http registry.http.relativeurls registry.notifications registry.default_notifications_timeout registry.default_notifications_maxretries registry.default_notifications_backoff registry.default_notifications_headers registry.default_notifications_threshold registry.middleware registry.middleware.registry registry.middleware.repository registry.middleware.storage registry.database registry.database.enabled registry.database.host registry.database.port registry.database.user registry.database.password registry.database.dbname registry.database.sslmode registry.database.sslcert registry.database.sslkey registry.database.sslrootcert registry.database.connecttimeout registry.database.draintimeout registry.database.preparedstatements registry.database.primary registry.database.pool registry.database.pool.maxidle registry.database.pool.maxopen registry.database.pool.maxlifetime registry.database.pool.maxidletime registry.database.loadbalancing registry.database.loadbalancing.enabled registry.database.loadbalancing.hosts registry.database.loadbalancing.nameserver registry.database.loadbalancing.port registry.database.loadbalancing.record registry.database.loadbalancing.replicacheckinterval registry.database.backgroundmigrations registry.database.backgroundmigrations.enabled registry.database.backgroundmigrations.jobinterval registry.database.backgroundmigrations.maxjobretries registry.auto_migrate registry.gc registry.gc.disabled registry.gc.maxbackoff registry.gc.noidlebackoff registry.gc.transactiontimeout registry.gc.reviewafter registry.gc.manifests registry.gc.manifests.disabled registry.gc.manifests.interval registry.gc.blobs registry.gc.blobs.disabled registry.gc.blobs.interval registry.gc.blobs.storagetimeout registry.redis registry.redis.cache registry.redis.cache.enabled registry.redis.cache.addr registry.redis.cache.mainname registry.redis.cache.username registry.redis.cache.password registry.redis.cache.sentinelusername registry.redis.cache.sentinelpassword registry.redis.cache.db registry.redis.cache.dialtimeout registry.redis.cache.readtimeout registry.redis.cache.writetimeout registry.redis.cache.tls registry.redis.cache.tls.enabled registry.redis.cache.tls.insecure registry.redis.cache.tls.certificate registry.redis.cache.tls.key registry.redis.cache.tls.rootcas registry.redis.cache.pool registry.redis.cache.pool.size registry.redis.cache.pool.maxlifetime registry.redis.cache.pool.idletimeout registry.redis.loadbalancing registry.redis.loadbalancing.enabled registry.redis.loadbalancing.addr registry.redis.loadbalancing.mainname registry.redis.loadbalancing.username registry.redis.loadbalancing.password registry.redis.loadbalancing.sentinelusername registry.redis.loadbalancing.sentinelpassword registry.redis.loadbalancing.db registry.redis.loadbalancing.dialtimeout registry.redis.loadbalancing.readtimeout registry.redis.loadbalancing.writetimeout registry.redis.loadbalancing.tls registry.redis.loadbalancing.tls.enabled registry.redis.loadbalancing.tls.insecure registry.redis.loadbalancing.tls.certificate registry.redis.loadbalancing.tls.key registry.redis.loadbalancing.tls.rootcas registry.redis.loadbalancing.pool registry.redis.loadbalancing.pool.size registry.redis.loadbalancing.pool.maxlifetime registry.redis.loadbalancing.pool.idletimeout registry.redis.ratelimiting registry.redis.ratelimiting.enabled registry.redis.ratelimiting.addr registry.redis.ratelimiting.mainname registry.redis.ratelimiting.username registry.redis.ratelimiting.password registry.redis.ratelimiting.sentinelusername registry.redis.ratelimiting.sentinelpassword registry.redis.ratelimiting.db registry.redis.ratelimiting.dialtimeout registry.redis.ratelimiting.readtimeout registry.redis.ratelimiting.writetimeout registry.redis.ratelimiting.tls registry.redis.ratelimiting.tls.enabled registry.redis.ratelimiting.tls.insecure registry.redis.ratelimiting.tls.certificate registry.redis.ratelimiting.tls.key registry.redis.ratelimiting.tls.rootcas registry.redis.ratelimiting.pool registry.redis.ratelimiting.pool.size registry.redis.ratelimiting.pool.maxlifetime registry.redis.ratelimiting.pool.idletimeout registry.redis.addr registry.redis.username registry.redis.password registry.redis.db registry.redis.dialtimeout registry.redis.readtimeout registry.redis.writetimeout registry.redis.tls registry.redis.tls.enabled registry.redis.tls.insecure registry.redis.tls.certificate registry.redis.tls.key registry.redis.tls.rootcas registry.redis.pool registry.redis.pool.size registry.redis.pool.maxlifetime registry.redis.pool.idletimeout registry.reporting registry.reporting.sentry registry.reporting.sentry.enabled registry.reporting.sentry.dsn registry.reporting.sentry.environment registry.reporting.bugsnag registry.reporting.bugsnag.apikey registry.reporting.bugsnag.releasestage registry.reporting.bugsnag.endpoint registry.reporting.newrelic registry.reporting.newrelic.licensekey registry.reporting.newrelic.name registry.reporting.newrelic.verbose registry.garbage_collection registry.garbage_collection.schedule registry.garbage_collection.window registry.garbage_collection.delete_untagged registry.garbage_collection.grace registry.garbage_collection.quarantine registry.retention registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.dir registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.svlogd_size nginx.svlogd_num nginx.svlogd_timeout nginx.svlogd_filter nginx.svlogd_udp nginx.svlogd_prefix nginx.log_group nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.log_format nginx.log_format_escape nginx.hide_server_tokens nginx.proxy_cache_path nginx.proxy_cache nginx.ha nginx.status nginx.status.enable nginx.status.listen_addresses nginx.status.fqdn nginx.status.port nginx.status.vts_enable nginx.status.options nginx.listen_https nginx.ssl_certificate nginx.ssl_certificate_key nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.registry_notification_secret gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.gitlab_default_projects_features_issues gitlab_rails.gitlab_default_projects_features_merge_requests gitlab_rails.gitlab_default_projects_features_wiki gitlab_rails.gitlab_default_projects_features_snippets gitlab_rails.gitlab_default_projects_features_builds gitlab_rails.nginx gitlab_rails.nginx.enable gitlab_rails.nginx.listen_https gitlab_rails.nginx.ssl_certificate gitlab_rails.nginx.ssl_certificate_key gitlab_rails.shared_path gitlab_rails.config_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable manage_storage_directories.manage_etc user user.username user.group user.uid user.gid user.home user.shell web_server web_server.username web_server.group web_server.uid web_server.gid web_server.home web_server.shell web_server.external_users letsencrypt letsencrypt.enable letsencrypt.contact_emails letsencrypt.auto_renew letsencrypt.auto_renew_hour letsencrypt.auto_renew_minute letsencrypt.auto_renew_day_of_month letsencrypt.auto_renew_log_directory letsencrypt.alt_names letsencrypt.wwwroot letsencrypt.key_type letsencrypt.key_size letsencrypt.ec_curve letsencrypt.acme_staging_endpoint letsencrypt.acme_production_endpoint letsencrypt.crt letsencrypt.chain letsencrypt.group letsencrypt.owner letsencrypt.authorization_method package package.generate_default_secrets package.generate_secrets_json_file logging logging.svlogd_size logging.svlogd_num logging.svlogd_timeout logging.svlogd_filter logging.svlogd_udp logging.svlogd_prefix logging.udp_log_shipping_host logging.udp_log_shipping_hostname logging.udp_log_shipping_port logging.log_group logging.logrotate_frequency logging.logrotate_maxsize logging.logrotate_size logging.logrotate_rotate logging.logrotate_compress logging.logrotate_method logging.logrotate_postrotate logging.logrotate_dateformat supervise supervise.drain)' \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
'--root=[Folder that stands for \`/\`\: every host path lies inside it]:DIR:_files' \
'-c+[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--config=[Settings file (default\: \`<root>/etc/gitlab/gitlab.toml\`, else \`gitlab.rb\` there)]:FILE:_files' \
'--color=[When to use colour]:WHEN:(auto always never)' \
'()--unset[Remove the setting, so that its default holds]' \
'--json[Answer in JSON, where a program would read it]' \
'-q[Say less]' \
'--quiet[Say less]' \
'-v[Say more]' \
'--verbose[Say more]' \
'-y[Do not ask]' \
'--yes[Do not ask]' \
'--beside-omnibus[Work on although an Omnibus package of GitLab manages the same paths]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
'::value -- TOML, or bare text where text is wanted; `-` reads it from standard input:_default' \
':key -- The setting, such as `registry.log_level`:(external_url registry_external_url roles registry registry.enable registry.username registry.group registry.uid registry.gid registry.shell registry.dir registry.log_directory registry.svlogd_size registry.svlogd_num registry.svlogd_timeout registry.svlogd_filter registry.svlogd_udp registry.svlogd_prefix registry.log_group registry.env_directory registry.env registry.log_level registry.log_formatter registry.registry_http_addr registry.debug_addr registry.auth registry.auth.htpasswd registry.auth.htpasswd.realm registry.auth.htpasswd.path registry.token_realm registry.rootcertbundle registry.storage registry.storage.filesystem registry.storage.filesystem.rootdirectory registry.storage.filesystem.maxthreads registry.storage.s3 registry.storage.s3.bucket registry.storage.s3.region registry.storage.s3.regionendpoint registry.storage.s3.accesskey registry.storage.s3.secretkey registry.storage.s3.rootdirectory registry.storage.s3.forcepathstyle registry.storage.s3.pathstyle registry.storage.s3.encrypt registry.storage.s3.keyid registry.storage.s3.secure registry.storage.s3.skipverify registry.storage.s3.v4auth registry.storage.s3.chunksize registry.storage.s3.multipartcopychunksize registry.storage.s3.multipartcopymaxconcurrency registry.storage.s3.multipartcopythresholdsize registry.storage.s3.storageclass registry.storage.s3.objectacl registry.storage.s3.objectownership registry.storage.s3.useragent registry.storage.s3.usedualstack registry.storage.s3.accelerate registry.storage.s3.usefipsendpoint registry.storage.s3.redirectendpoint registry.storage.s3.loglevel registry.storage.s3.maxrequestspersecond registry.storage.s3.maxretries registry.storage.s3.parallelwalk registry.storage.s3.checksum_disabled registry.storage.s3.checksum_algorithm registry.storage.gcs registry.storage.gcs.bucket registry.storage.gcs.keyfile registry.storage.gcs.credentials registry.storage.gcs.credentials.type registry.storage.gcs.credentials.project_id registry.storage.gcs.credentials.private_key_id registry.storage.gcs.credentials.private_key registry.storage.gcs.credentials.client_email registry.storage.gcs.credentials.client_id registry.storage.gcs.credentials.auth_uri registry.storage.gcs.credentials.token_uri registry.storage.gcs.credentials.auth_provider_x509_cert_url registry.storage.gcs.credentials.client_x509_cert_url registry.storage.gcs.credentials.universe_domain registry.storage.gcs.rootdirectory registry.storage.gcs.chunksize registry.storage.gcs.maxconcurrency registry.storage.gcs.useragent registry.storage.gcs.maxretries registry.storage.gcs.parallelwalk registry.storage.azure registry.storage.azure.accountname registry.storage.azure.accountkey registry.storage.azure.container registry.storage.azure.realm registry.storage.azure.rootdirectory registry.storage.azure.serviceurl registry.storage.azure.connectionstring registry.storage.azure.credentials registry.storage.azure.credentials.type registry.storage.azure.credentials.clientid registry.storage.azure.credentials.tenantid registry.storage.azure.credentials.secret registry.storage.azure.max_retries registry.storage.azure.retry_delay registry.storage.azure.skipverify registry.storage.azure.trimlegacyrootprefix registry.storage.azure.legacyrootprefix registry.storage.swift registry.storage.swift.username registry.storage.swift.password registry.storage.swift.authurl registry.storage.swift.container registry.storage.swift.tenant registry.storage.swift.tenantid registry.storage.swift.domain registry.storage.swift.domainid registry.storage.swift.tenantdomain registry.storage.swift.tenantdomainid registry.storage.swift.trustid registry.storage.swift.region registry.storage.swift.authversion registry.storage.swift.prefix registry.storage.swift.rootdirectory registry.storage.swift.endpointtype registry.storage.swift.insecureskipverify registry.storage.swift.chunksize registry.storage.swift.secretkey registry.storage.swift.accesskey registry.storage.swift.tempurlcontainerkey registry.storage.swift.tempurlmethods registry.storage.oss registry.storage.oss.accesskeyid registry.storage.oss.accesskeysecret registry.storage.oss.region registry.storage.oss.bucket registry.storage.oss.endpoint registry.storage.oss.internal registry.storage.oss.encrypt registry.storage.oss.encryptionkeyid registry.storage.oss.secure registry.storage.oss.chunksize registry.storage.oss.rootdirectory registry.storage.inmemory registry.storage.cache registry.storage.cache.blobdescriptor registry.storage.cache.blobdescriptorsize registry.storage.delete registry.storage.delete.enabled registry.storage.redirect registry.storage.redirect.disable registry.storage.maintenance registry.storage.maintenance.readonly registry.storage.maintenance.readonly.enabled registry.storage.maintenance.uploadpurging registry.storage.maintenance.uploadpurging.enabled registry.storage.maintenance.uploadpurging.age registry.storage.maintenance.uploadpurging.interval registry.storage.maintenance.uploadpurging.dryrun registry.storage.tag registry.storage.tag.concurrencylimit registry.storage_delete_enabled registry.health_storagedriver_enabled registry.validation_enabled registry.autoredirect registry.compatibility_schema1_enabled registry.http_draintimeout registry.http registry.http.relativeurls registry.notifications registry.default_notifications_timeout registry.default_notifications_maxretries registry.default_notifications_backoff registry.default_notifications_headers registry.default_notifications_threshold registry.middleware registry.middleware.registry registry.middleware.repository registry.middleware.storage registry.database registry.database.enabled registry.database.host registry.database.port registry.database.user registry.database.password registry.database.dbname registry.database.sslmode registry.database.sslcert registry.database.sslkey registry.database.sslrootcert registry.database.connecttimeout registry.database.draintimeout registry.database.preparedstatements registry.database.primary registry.database.pool registry.database.pool.maxidle registry.database.pool.maxopen registry.database.pool.maxlifetime registry.database.pool.maxidletime registry.database.loadbalancing registry.database.loadbalancing.enabled registry.database.loadbalancing.hosts registry.database.loadbalancing.nameserver registry.database.loadbalancing.port registry.database.loadbalancing.record registry.database.loadbalancing.replicacheckinterval registry.database.backgroundmigrations registry.database.backgroundmigrations.enabled registry.database.backgroundmigrations.jobinterval registry.database.backgroundmigrations.maxjobretries registry.auto_migrate registry.gc registry.gc.disabled registry.gc.maxbackoff registry.gc.noidlebackoff registry.gc.transactiontimeout registry.gc.reviewafter registry.gc.manifests registry.gc.manifests.disabled registry.gc.manifests.interval registry.gc.blobs registry.gc.blobs.disabled registry.gc.blobs.interval registry.gc.blobs.storagetimeout registry.redis registry.redis.cache registry.redis.cache.enabled registry.redis.cache.addr registry.redis.cache.mainname registry.redis.cache.username registry.redis.cache.password registry.redis.cache.sentinelusername registry.redis.cache.sentinelpassword registry.redis.cache.db registry.redis.cache.dialtimeout registry.redis.cache.readtimeout registry.redis.cache.writetimeout registry.redis.cache.tls registry.redis.cache.tls.enabled registry.redis.cache.tls.insecure registry.redis.cache.tls.certificate registry.redis.cache.tls.key registry.redis.cache.tls.rootcas registry.redis.cache.pool registry.redis.cache.pool.size registry.redis.cache.pool.maxlifetime registry.redis.cache.pool.idletimeout registry.redis.loadbalancing registry.redis.loadbalancing.enabled registry.redis.loadbalancing.addr registry.redis.loadbalancing.mainname registry.redis.loadbalancing.username registry.redis.loadbalancing.password registry.redis.loadbalancing.sentinelusername registry.redis.loadbalancing.sentinelpassword registry.redis.loadbalancing.db registry.redis.loadbalancing.dialtimeout registry.redis.loadbalancing.readtimeout registry.redis.loadbalancing.writetimeout registry.redis.loadbalancing.tls registry.redis.loadbalancing.tls.enabled registry.redis.loadbalancing.tls.insecure registry.redis.loadbalancing.tls.certificate registry.redis.loadbalancing.tls.key registry.redis.loadbalancing.tls.rootcas registry.redis.loadbalancing.pool registry.redis.loadbalancing.pool.size registry.redis.loadbalancing.pool.maxlifetime registry.redis.loadbalancing.pool.idletimeout registry.redis.ratelimiting registry.redis.ratelimiting.enabled registry.redis.ratelimiting.addr registry.redis.ratelimiting.mainname registry.redis.ratelimiting.username registry.redis.ratelimiting.password registry.redis.ratelimiting.sentinelusername registry.redis.ratelimiting.sentinelpassword registry.redis.ratelimiting.db registry.redis.ratelimiting.dialtimeout registry.redis.ratelimiting.readtimeout registry.redis.ratelimiting.writetimeout registry.redis.ratelimiting.tls registry.redis.ratelimiting.tls.enabled registry.redis.ratelimiting.tls.insecure registry.redis.ratelimiting.tls.certificate registry.redis.ratelimiting.tls.key registry.redis.ratelimiting.tls.rootcas registry.redis.ratelimiting.pool registry.redis.ratelimiting.pool.size registry.redis.ratelimiting.pool.maxlifetime registry.redis.ratelimiting.pool.idletimeout registry.redis.addr registry.redis.username registry.redis.password registry.redis.db registry.redis.dialtimeout registry.redis.readtimeout registry.redis.writetimeout registry.redis.tls registry.redis.tls.enabled registry.redis.tls.insecure registry.redis.tls.certificate registry.redis.tls.key registry.redis.tls.rootcas registry.redis.pool registry.redis.pool.size registry.redis.pool.maxlifetime registry.redis.pool.idletimeout registry.reporting registry.reporting.sentry registry.reporting.sentry.enabled registry.reporting.sentry.dsn registry.reporting.sentry.environment registry.reporting.bugsnag registry.reporting.bugsnag.apikey registry.reporting.bugsnag.releasestage registry.reporting.bugsnag.endpoint registry.reporting.newrelic registry.reporting.newrelic.licensekey registry.reporting.newrelic.name registry.reporting.newrelic.verbose registry.garbage_collection registry.garbage_collection.schedule registry.garbage_collection.window registry.garbage_collection.delete_untagged registry.garbage_collection.grace registry.garbage_collection.quarantine registry.retention registry.internal_key registry.internal_certificate registry.http_secret registry.nginx registry.nginx.enable registry.nginx.https registry.nginx.listen_https registry.nginx.listen_addresses registry.nginx.listen_port registry.nginx.redirect_http_to_https registry.nginx.redirect_http_to_https_port registry.nginx.proxy_protocol registry.nginx.ssl_certificate registry.nginx.ssl_certificate_key registry.nginx.ssl_client_certificate registry.nginx.ssl_verify_client registry.nginx.ssl_verify_depth registry.nginx.ssl_ciphers registry.nginx.ssl_protocols registry.nginx.ssl_prefer_server_ciphers registry.nginx.ssl_session_cache registry.nginx.ssl_session_tickets registry.nginx.ssl_session_timeout registry.nginx.ssl_dhparam registry.nginx.ssl_ecdh_curve registry.nginx.ssl_password_file registry.nginx.ssl_conf_command registry.nginx.http2_enabled registry.nginx.hsts_max_age registry.nginx.hsts_include_subdomains registry.nginx.real_ip_header registry.nginx.real_ip_recursive registry.nginx.real_ip_trusted_addresses registry.nginx.proxy_set_headers registry.nginx.custom_gitlab_server_config registry.nginx.dir registry.nginx.log_directory registry.nginx.error_log_level nginx nginx.enable nginx.binary nginx.dir nginx.log_directory nginx.svlogd_size nginx.svlogd_num nginx.svlogd_timeout nginx.svlogd_filter nginx.svlogd_udp nginx.svlogd_prefix nginx.log_group nginx.worker_processes nginx.worker_connections nginx.sendfile nginx.tcp_nopush nginx.tcp_nodelay nginx.keepalive_timeout nginx.keepalive_time nginx.gzip_enabled nginx.gzip_http_version nginx.gzip_comp_level nginx.gzip_proxied nginx.gzip_types nginx.server_names_hash_bucket_size nginx.log_format nginx.log_format_escape nginx.hide_server_tokens nginx.proxy_cache_path nginx.proxy_cache nginx.ha nginx.status nginx.status.enable nginx.status.listen_addresses nginx.status.fqdn nginx.status.port nginx.status.vts_enable nginx.status.options nginx.listen_https nginx.ssl_certificate nginx.ssl_certificate_key nginx.custom_nginx_config gitlab_rails gitlab_rails.enable gitlab_rails.registry_enabled gitlab_rails.registry_host gitlab_rails.registry_port gitlab_rails.registry_api_url gitlab_rails.registry_path gitlab_rails.registry_key_path gitlab_rails.registry_issuer gitlab_rails.registry_notification_secret gitlab_rails.gitlab_default_projects_features_container_registry gitlab_rails.gitlab_default_projects_features_issues gitlab_rails.gitlab_default_projects_features_merge_requests gitlab_rails.gitlab_default_projects_features_wiki gitlab_rails.gitlab_default_projects_features_snippets gitlab_rails.gitlab_default_projects_features_builds gitlab_rails.nginx gitlab_rails.nginx.enable gitlab_rails.nginx.listen_https gitlab_rails.nginx.ssl_certificate gitlab_rails.nginx.ssl_certificate_key gitlab_rails.shared_path gitlab_rails.config_path gitlab_rails.restart_command auth_server auth_server.enable auth_server.listen auth_server.token_lifetime auth_server.users auth_server.anonymous manage_accounts manage_accounts.enable manage_storage_directories manage_storage_directories.enable manage_storage_directories.manage_etc user user.username user.group user.uid user.gid user.home user.shell web_server web_server.username web_server.group web_server.uid web_server.gid web_server.home web_server.shell web_server.external_users letsencrypt letsencrypt.enable letsencrypt.contact_emails letsencrypt.auto_renew letsencrypt.auto_renew_hour letsencrypt.auto_renew_minute letsencrypt.auto_renew_day_of_month letsencrypt.auto_renew_log_directory letsencrypt.alt_names letsencrypt.wwwroot letsencrypt.key_type letsencrypt.key_size letsencrypt.ec_curve letsencrypt.acme_staging_endpoint letsencrypt.acme_production_endpoint letsencrypt.crt letsencrypt.chain letsencrypt.group letsencrypt.owner letsencrypt.authorization_method package package.generate_default_secrets package.generate_secrets_json_file logging logging.svlogd_size logging.svlogd_num logging.svlogd_timeout logging.svlogd_filter logging.svlogd_udp logging.svlogd_prefix logging.udp_log_shipping_host logging.udp_log_shipping_hostname logging.udp_log_shipping_port logging.log_group logging.logrotate_frequency logging.logrotate_maxsize logging.logrotate_size logging.logrotate_rotate logging.logrotate_compress logging.logrotate_method logging.logrotate_postrotate logging.logrotate_dateformat supervise supervise.drain)' \
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
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check-config)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(convert)
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
(enable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(readonly)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help__subcmd__readonly_commands" \
"*::: :->readonly" \
&& ret=0

    case $state in
    (readonly)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-readonly-command-$line[1]:"
        case $line[1] in
            (on)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(off)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(events)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help__subcmd__events_commands" \
"*::: :->events" \
&& ret=0

    case $state in
    (events)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-events-command-$line[1]:"
        case $line[1] in
            (ls)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(test)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(replay)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(history)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rollback)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show-config)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(renew-le-certs)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(up)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(install)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(uninstall)
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
(service-list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(tail)
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
(restart-except)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(graceful-kill)
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
(doctor)
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
(trust-script)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(registry-key)
_arguments "${_arguments_options[@]}" : \
":: :_wharf__subcmd__help__subcmd__registry-key_commands" \
"*::: :->registry-key" \
&& ret=0

    case $state in
    (registry-key)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:wharf-help-registry-key-command-$line[1]:"
        case $line[1] in
            (cert)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(fingerprint)
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
(configtest)
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
'init:Write a first settings file\: three questions, or flags' \
'check:Judge the settings alone\: no root, no network, no state (exit 3\: they have problems)' \
'check-config:Judge the settings, as \`check\` does (the name in Omnibus)' \
'convert:Print a gitlab.rb as TOML, its comments carried over' \
'render:Print the files as \`reconfigure\` would write them, without writing any' \
'plan:Show what \`reconfigure\` would do (exit 10\: changes wait)' \
'reconfigure:Make the host what the settings say' \
'enable:Switch the registry on, for the whole site' \
'disable:Switch the registry off, for the whole site; images and keys stay' \
'readonly:Refuse pushes for a while, without a restart\: a run-time hold beside the settings' \
'events:What others are told of pushes, pulls and deletes' \
'history:What was applied, run by run' \
'rollback:Go back to the files of an earlier run; settings and secrets stay' \
'show-config:Every value in use, as JSON (the name of \`config show\` in Omnibus)' \
'renew-le-certs:Renew certificates of Let'\''s Encrypt (not built yet)' \
'up:Reconfigure, then supervise in the foreground\: the entry of a container' \
'install:Make it part of the system\: unit, links, completions, manual pages' \
'uninstall:Stop everything and take it out of the system; settings, images and keys stay' \
'serve:Supervise the services in the foreground' \
'status:Show how the services are, and all that bears on them' \
'service-list:Every service, one a line; those that are enabled with a \`*\`' \
'tail:Show what services log\: the last lines, then what comes' \
'start:Start a service, or all' \
'stop:Stop a service, or all' \
'restart:Restart a service, or all' \
'restart-except:Restart every service but these' \
'graceful-kill:Stop a service, or all, and kill what is left of it' \
'once:Run a service, or all, until it ends' \
'hup:Make a service, or all, read its files again' \
'term:Send TERM to a service, or all' \
'int:Send INT to a service, or all' \
'kill:Send KILL to a service, or all' \
'usr1:Send USR1 to a service, or all' \
'usr2:Send USR2 to a service, or all' \
'shutdown:Stop every service and the supervisor' \
'supervise-exec:Become a service (started by the supervisor)' \
'doctor:Look for all that may be wrong, and say what mends it (exit 1\: something is)' \
'user:Users of the token server' \
'schema:The JSON schema of the settings, for editors and programs' \
'docs:References, printed from the schema' \
'man:A manual page, for \`man -l -\`\: \`wharf\`, a verb, or \`gitlab.toml\`' \
'completions:Completions for a shell, the names of settings among them' \
'ca:A private certificate authority for labs' \
'registry-key:The key that signs tokens, for a registry that runs elsewhere' \
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
'trust-script:Print a script that lets a client trust this registry\: \`| ssh CLIENT sudo sh\`' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf ca commands' commands "$@"
}
(( $+functions[_wharf__subcmd__ca__subcmd__help_commands] )) ||
_wharf__subcmd__ca__subcmd__help_commands() {
    local commands; commands=(
'init:Make the authority, if there is none, and a certificate for each host' \
'print:Print the authority'\''s certificate' \
'trust-script:Print a script that lets a client trust this registry\: \`| ssh CLIENT sudo sh\`' \
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
(( $+functions[_wharf__subcmd__ca__subcmd__help__subcmd__trust-script_commands] )) ||
_wharf__subcmd__ca__subcmd__help__subcmd__trust-script_commands() {
    local commands; commands=()
    _describe -t commands 'wharf ca help trust-script commands' commands "$@"
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
(( $+functions[_wharf__subcmd__ca__subcmd__trust-script_commands] )) ||
_wharf__subcmd__ca__subcmd__trust-script_commands() {
    local commands; commands=()
    _describe -t commands 'wharf ca trust-script commands' commands "$@"
}
(( $+functions[_wharf__subcmd__check_commands] )) ||
_wharf__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'wharf check commands' commands "$@"
}
(( $+functions[_wharf__subcmd__check-config_commands] )) ||
_wharf__subcmd__check-config_commands() {
    local commands; commands=()
    _describe -t commands 'wharf check-config commands' commands "$@"
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
(( $+functions[_wharf__subcmd__convert_commands] )) ||
_wharf__subcmd__convert_commands() {
    local commands; commands=()
    _describe -t commands 'wharf convert commands' commands "$@"
}
(( $+functions[_wharf__subcmd__disable_commands] )) ||
_wharf__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'wharf disable commands' commands "$@"
}
(( $+functions[_wharf__subcmd__docs_commands] )) ||
_wharf__subcmd__docs_commands() {
    local commands; commands=()
    _describe -t commands 'wharf docs commands' commands "$@"
}
(( $+functions[_wharf__subcmd__doctor_commands] )) ||
_wharf__subcmd__doctor_commands() {
    local commands; commands=()
    _describe -t commands 'wharf doctor commands' commands "$@"
}
(( $+functions[_wharf__subcmd__enable_commands] )) ||
_wharf__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'wharf enable commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events_commands] )) ||
_wharf__subcmd__events_commands() {
    local commands; commands=(
'ls:What endpoints have not taken yet, and what they refused too often' \
'test:Tell endpoints of a pull that never was, and show what they answer (exit 1\: one does not take it)' \
'replay:Tell endpoints once more of what they refused too often' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf events commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__help_commands] )) ||
_wharf__subcmd__events__subcmd__help_commands() {
    local commands; commands=(
'ls:What endpoints have not taken yet, and what they refused too often' \
'test:Tell endpoints of a pull that never was, and show what they answer (exit 1\: one does not take it)' \
'replay:Tell endpoints once more of what they refused too often' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf events help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__events__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf events help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__help__subcmd__ls_commands] )) ||
_wharf__subcmd__events__subcmd__help__subcmd__ls_commands() {
    local commands; commands=()
    _describe -t commands 'wharf events help ls commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__help__subcmd__replay_commands] )) ||
_wharf__subcmd__events__subcmd__help__subcmd__replay_commands() {
    local commands; commands=()
    _describe -t commands 'wharf events help replay commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__help__subcmd__test_commands] )) ||
_wharf__subcmd__events__subcmd__help__subcmd__test_commands() {
    local commands; commands=()
    _describe -t commands 'wharf events help test commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__ls_commands] )) ||
_wharf__subcmd__events__subcmd__ls_commands() {
    local commands; commands=()
    _describe -t commands 'wharf events ls commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__replay_commands] )) ||
_wharf__subcmd__events__subcmd__replay_commands() {
    local commands; commands=()
    _describe -t commands 'wharf events replay commands' commands "$@"
}
(( $+functions[_wharf__subcmd__events__subcmd__test_commands] )) ||
_wharf__subcmd__events__subcmd__test_commands() {
    local commands; commands=()
    _describe -t commands 'wharf events test commands' commands "$@"
}
(( $+functions[_wharf__subcmd__graceful-kill_commands] )) ||
_wharf__subcmd__graceful-kill_commands() {
    local commands; commands=()
    _describe -t commands 'wharf graceful-kill commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help_commands] )) ||
_wharf__subcmd__help_commands() {
    local commands; commands=(
'init:Write a first settings file\: three questions, or flags' \
'check:Judge the settings alone\: no root, no network, no state (exit 3\: they have problems)' \
'check-config:Judge the settings, as \`check\` does (the name in Omnibus)' \
'convert:Print a gitlab.rb as TOML, its comments carried over' \
'render:Print the files as \`reconfigure\` would write them, without writing any' \
'plan:Show what \`reconfigure\` would do (exit 10\: changes wait)' \
'reconfigure:Make the host what the settings say' \
'enable:Switch the registry on, for the whole site' \
'disable:Switch the registry off, for the whole site; images and keys stay' \
'readonly:Refuse pushes for a while, without a restart\: a run-time hold beside the settings' \
'events:What others are told of pushes, pulls and deletes' \
'history:What was applied, run by run' \
'rollback:Go back to the files of an earlier run; settings and secrets stay' \
'show-config:Every value in use, as JSON (the name of \`config show\` in Omnibus)' \
'renew-le-certs:Renew certificates of Let'\''s Encrypt (not built yet)' \
'up:Reconfigure, then supervise in the foreground\: the entry of a container' \
'install:Make it part of the system\: unit, links, completions, manual pages' \
'uninstall:Stop everything and take it out of the system; settings, images and keys stay' \
'serve:Supervise the services in the foreground' \
'status:Show how the services are, and all that bears on them' \
'service-list:Every service, one a line; those that are enabled with a \`*\`' \
'tail:Show what services log\: the last lines, then what comes' \
'start:Start a service, or all' \
'stop:Stop a service, or all' \
'restart:Restart a service, or all' \
'restart-except:Restart every service but these' \
'graceful-kill:Stop a service, or all, and kill what is left of it' \
'once:Run a service, or all, until it ends' \
'hup:Make a service, or all, read its files again' \
'term:Send TERM to a service, or all' \
'int:Send INT to a service, or all' \
'kill:Send KILL to a service, or all' \
'usr1:Send USR1 to a service, or all' \
'usr2:Send USR2 to a service, or all' \
'shutdown:Stop every service and the supervisor' \
'supervise-exec:Become a service (started by the supervisor)' \
'doctor:Look for all that may be wrong, and say what mends it (exit 1\: something is)' \
'user:Users of the token server' \
'schema:The JSON schema of the settings, for editors and programs' \
'docs:References, printed from the schema' \
'man:A manual page, for \`man -l -\`\: \`wharf\`, a verb, or \`gitlab.toml\`' \
'completions:Completions for a shell, the names of settings among them' \
'ca:A private certificate authority for labs' \
'registry-key:The key that signs tokens, for a registry that runs elsewhere' \
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
'trust-script:Print a script that lets a client trust this registry\: \`| ssh CLIENT sudo sh\`' \
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
(( $+functions[_wharf__subcmd__help__subcmd__ca__subcmd__trust-script_commands] )) ||
_wharf__subcmd__help__subcmd__ca__subcmd__trust-script_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help ca trust-script commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__check_commands] )) ||
_wharf__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help check commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__check-config_commands] )) ||
_wharf__subcmd__help__subcmd__check-config_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help check-config commands' commands "$@"
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
(( $+functions[_wharf__subcmd__help__subcmd__convert_commands] )) ||
_wharf__subcmd__help__subcmd__convert_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help convert commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__disable_commands] )) ||
_wharf__subcmd__help__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help disable commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__docs_commands] )) ||
_wharf__subcmd__help__subcmd__docs_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help docs commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__doctor_commands] )) ||
_wharf__subcmd__help__subcmd__doctor_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help doctor commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__enable_commands] )) ||
_wharf__subcmd__help__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help enable commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__events_commands] )) ||
_wharf__subcmd__help__subcmd__events_commands() {
    local commands; commands=(
'ls:What endpoints have not taken yet, and what they refused too often' \
'test:Tell endpoints of a pull that never was, and show what they answer (exit 1\: one does not take it)' \
'replay:Tell endpoints once more of what they refused too often' \
    )
    _describe -t commands 'wharf help events commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__events__subcmd__ls_commands] )) ||
_wharf__subcmd__help__subcmd__events__subcmd__ls_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help events ls commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__events__subcmd__replay_commands] )) ||
_wharf__subcmd__help__subcmd__events__subcmd__replay_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help events replay commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__events__subcmd__test_commands] )) ||
_wharf__subcmd__help__subcmd__events__subcmd__test_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help events test commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__graceful-kill_commands] )) ||
_wharf__subcmd__help__subcmd__graceful-kill_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help graceful-kill commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__history_commands] )) ||
_wharf__subcmd__help__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help history commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__hup_commands] )) ||
_wharf__subcmd__help__subcmd__hup_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help hup commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__init_commands] )) ||
_wharf__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help init commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__install_commands] )) ||
_wharf__subcmd__help__subcmd__install_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help install commands' commands "$@"
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
(( $+functions[_wharf__subcmd__help__subcmd__readonly_commands] )) ||
_wharf__subcmd__help__subcmd__readonly_commands() {
    local commands; commands=(
'on:Refuse pushes and deletes from now on, without a restart; pulls go on' \
'off:Take pushes again' \
'status:Whether the registry is read-only, and what makes it so' \
    )
    _describe -t commands 'wharf help readonly commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__readonly__subcmd__off_commands] )) ||
_wharf__subcmd__help__subcmd__readonly__subcmd__off_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help readonly off commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__readonly__subcmd__on_commands] )) ||
_wharf__subcmd__help__subcmd__readonly__subcmd__on_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help readonly on commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__readonly__subcmd__status_commands] )) ||
_wharf__subcmd__help__subcmd__readonly__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help readonly status commands' commands "$@"
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
'configtest:Judge a \`config.yml\`, and say what every key of it comes to (exit 3\: it cannot be served by)' \
    )
    _describe -t commands 'wharf help registry commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__registry__subcmd__configtest_commands] )) ||
_wharf__subcmd__help__subcmd__registry__subcmd__configtest_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help registry configtest commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__registry__subcmd__serve_commands] )) ||
_wharf__subcmd__help__subcmd__registry__subcmd__serve_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help registry serve commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__registry-key_commands] )) ||
_wharf__subcmd__help__subcmd__registry-key_commands() {
    local commands; commands=(
'cert:Print the certificate\: the \`rootcertbundle\` of a registry elsewhere' \
'fingerprint:Print what the key is called\: the \`kid\` of tokens, and the SHA-256 of the public key' \
    )
    _describe -t commands 'wharf help registry-key commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__registry-key__subcmd__cert_commands] )) ||
_wharf__subcmd__help__subcmd__registry-key__subcmd__cert_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help registry-key cert commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__registry-key__subcmd__fingerprint_commands] )) ||
_wharf__subcmd__help__subcmd__registry-key__subcmd__fingerprint_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help registry-key fingerprint commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__render_commands] )) ||
_wharf__subcmd__help__subcmd__render_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help render commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__renew-le-certs_commands] )) ||
_wharf__subcmd__help__subcmd__renew-le-certs_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help renew-le-certs commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__restart_commands] )) ||
_wharf__subcmd__help__subcmd__restart_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help restart commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__restart-except_commands] )) ||
_wharf__subcmd__help__subcmd__restart-except_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help restart-except commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__rollback_commands] )) ||
_wharf__subcmd__help__subcmd__rollback_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help rollback commands' commands "$@"
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
(( $+functions[_wharf__subcmd__help__subcmd__service-list_commands] )) ||
_wharf__subcmd__help__subcmd__service-list_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help service-list commands' commands "$@"
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
(( $+functions[_wharf__subcmd__help__subcmd__tail_commands] )) ||
_wharf__subcmd__help__subcmd__tail_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help tail commands' commands "$@"
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
(( $+functions[_wharf__subcmd__help__subcmd__uninstall_commands] )) ||
_wharf__subcmd__help__subcmd__uninstall_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help uninstall commands' commands "$@"
}
(( $+functions[_wharf__subcmd__help__subcmd__up_commands] )) ||
_wharf__subcmd__help__subcmd__up_commands() {
    local commands; commands=()
    _describe -t commands 'wharf help up commands' commands "$@"
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
(( $+functions[_wharf__subcmd__history_commands] )) ||
_wharf__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'wharf history commands' commands "$@"
}
(( $+functions[_wharf__subcmd__hup_commands] )) ||
_wharf__subcmd__hup_commands() {
    local commands; commands=()
    _describe -t commands 'wharf hup commands' commands "$@"
}
(( $+functions[_wharf__subcmd__init_commands] )) ||
_wharf__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'wharf init commands' commands "$@"
}
(( $+functions[_wharf__subcmd__install_commands] )) ||
_wharf__subcmd__install_commands() {
    local commands; commands=()
    _describe -t commands 'wharf install commands' commands "$@"
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
(( $+functions[_wharf__subcmd__readonly_commands] )) ||
_wharf__subcmd__readonly_commands() {
    local commands; commands=(
'on:Refuse pushes and deletes from now on, without a restart; pulls go on' \
'off:Take pushes again' \
'status:Whether the registry is read-only, and what makes it so' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf readonly commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__help_commands] )) ||
_wharf__subcmd__readonly__subcmd__help_commands() {
    local commands; commands=(
'on:Refuse pushes and deletes from now on, without a restart; pulls go on' \
'off:Take pushes again' \
'status:Whether the registry is read-only, and what makes it so' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf readonly help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__readonly__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf readonly help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__help__subcmd__off_commands] )) ||
_wharf__subcmd__readonly__subcmd__help__subcmd__off_commands() {
    local commands; commands=()
    _describe -t commands 'wharf readonly help off commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__help__subcmd__on_commands] )) ||
_wharf__subcmd__readonly__subcmd__help__subcmd__on_commands() {
    local commands; commands=()
    _describe -t commands 'wharf readonly help on commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__help__subcmd__status_commands] )) ||
_wharf__subcmd__readonly__subcmd__help__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'wharf readonly help status commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__off_commands] )) ||
_wharf__subcmd__readonly__subcmd__off_commands() {
    local commands; commands=()
    _describe -t commands 'wharf readonly off commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__on_commands] )) ||
_wharf__subcmd__readonly__subcmd__on_commands() {
    local commands; commands=()
    _describe -t commands 'wharf readonly on commands' commands "$@"
}
(( $+functions[_wharf__subcmd__readonly__subcmd__status_commands] )) ||
_wharf__subcmd__readonly__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'wharf readonly status commands' commands "$@"
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
'configtest:Judge a \`config.yml\`, and say what every key of it comes to (exit 3\: it cannot be served by)' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf registry commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry__subcmd__configtest_commands] )) ||
_wharf__subcmd__registry__subcmd__configtest_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry configtest commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry__subcmd__help_commands] )) ||
_wharf__subcmd__registry__subcmd__help_commands() {
    local commands; commands=(
'serve:Serve a registry by a \`config.yml\` of \`distribution\`' \
'configtest:Judge a \`config.yml\`, and say what every key of it comes to (exit 3\: it cannot be served by)' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf registry help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry__subcmd__help__subcmd__configtest_commands] )) ||
_wharf__subcmd__registry__subcmd__help__subcmd__configtest_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry help configtest commands' commands "$@"
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
(( $+functions[_wharf__subcmd__registry-key_commands] )) ||
_wharf__subcmd__registry-key_commands() {
    local commands; commands=(
'cert:Print the certificate\: the \`rootcertbundle\` of a registry elsewhere' \
'fingerprint:Print what the key is called\: the \`kid\` of tokens, and the SHA-256 of the public key' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf registry-key commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry-key__subcmd__cert_commands] )) ||
_wharf__subcmd__registry-key__subcmd__cert_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry-key cert commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry-key__subcmd__fingerprint_commands] )) ||
_wharf__subcmd__registry-key__subcmd__fingerprint_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry-key fingerprint commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry-key__subcmd__help_commands] )) ||
_wharf__subcmd__registry-key__subcmd__help_commands() {
    local commands; commands=(
'cert:Print the certificate\: the \`rootcertbundle\` of a registry elsewhere' \
'fingerprint:Print what the key is called\: the \`kid\` of tokens, and the SHA-256 of the public key' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'wharf registry-key help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry-key__subcmd__help__subcmd__cert_commands] )) ||
_wharf__subcmd__registry-key__subcmd__help__subcmd__cert_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry-key help cert commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry-key__subcmd__help__subcmd__fingerprint_commands] )) ||
_wharf__subcmd__registry-key__subcmd__help__subcmd__fingerprint_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry-key help fingerprint commands' commands "$@"
}
(( $+functions[_wharf__subcmd__registry-key__subcmd__help__subcmd__help_commands] )) ||
_wharf__subcmd__registry-key__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'wharf registry-key help help commands' commands "$@"
}
(( $+functions[_wharf__subcmd__render_commands] )) ||
_wharf__subcmd__render_commands() {
    local commands; commands=()
    _describe -t commands 'wharf render commands' commands "$@"
}
(( $+functions[_wharf__subcmd__renew-le-certs_commands] )) ||
_wharf__subcmd__renew-le-certs_commands() {
    local commands; commands=()
    _describe -t commands 'wharf renew-le-certs commands' commands "$@"
}
(( $+functions[_wharf__subcmd__restart_commands] )) ||
_wharf__subcmd__restart_commands() {
    local commands; commands=()
    _describe -t commands 'wharf restart commands' commands "$@"
}
(( $+functions[_wharf__subcmd__restart-except_commands] )) ||
_wharf__subcmd__restart-except_commands() {
    local commands; commands=()
    _describe -t commands 'wharf restart-except commands' commands "$@"
}
(( $+functions[_wharf__subcmd__rollback_commands] )) ||
_wharf__subcmd__rollback_commands() {
    local commands; commands=()
    _describe -t commands 'wharf rollback commands' commands "$@"
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
(( $+functions[_wharf__subcmd__service-list_commands] )) ||
_wharf__subcmd__service-list_commands() {
    local commands; commands=()
    _describe -t commands 'wharf service-list commands' commands "$@"
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
(( $+functions[_wharf__subcmd__tail_commands] )) ||
_wharf__subcmd__tail_commands() {
    local commands; commands=()
    _describe -t commands 'wharf tail commands' commands "$@"
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
(( $+functions[_wharf__subcmd__uninstall_commands] )) ||
_wharf__subcmd__uninstall_commands() {
    local commands; commands=()
    _describe -t commands 'wharf uninstall commands' commands "$@"
}
(( $+functions[_wharf__subcmd__up_commands] )) ||
_wharf__subcmd__up_commands() {
    local commands; commands=()
    _describe -t commands 'wharf up commands' commands "$@"
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
