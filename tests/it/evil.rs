//! A `gitlab.rb` that would do harm, seen from the kernel: nothing is started, nothing is written, and no file of Ruby is
//! read that would be run.

use std::path::Path;

use crate::support::{Answer, run, sandbox::Sandbox, wharf};

/// Every system call that starts something, or changes something outside of the process.
const WATCHED: &str = "trace=execve,execveat,fork,vfork,clone,clone3,open,openat,openat2,creat,unlink,unlinkat,rename,\
                       renameat,renameat2,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,mknod,mknodat,chmod,fchmod,\
                       fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,socket,connect,kill";

/// What the file says, one harm a line. `@` is a folder of the test.
const HARMS: &[&str] = &[
    "system('touch @/written')",
    "system 'touch', '@/written'",
    "Kernel.system('touch @/written')",
    "registry['log_level'] = `touch @/written`",
    "registry['log_level'] = %x(touch @/written)",
    "registry['log_level'] = %x[cat @/data.yml].strip",
    "exec('touch @/written')",
    "Kernel.exec 'touch @/written'",
    "spawn('touch @/written')",
    "Process.spawn('touch @/written')",
    "fork { File.write('@/written', '1') }",
    "Process.fork",
    "IO.popen('touch @/written').read",
    "IO.popen(['touch', '@/written']) { |io| io.read }",
    "open('|touch @/written')",
    "open('@/data.yml').read",
    "IO.read('|touch @/written')",
    "IO.readlines('@/data.yml')",
    "registry['http_secret'] = File.read('|touch @/written')",
    "require 'open3'; Open3.capture2('touch @/written')",
    "File.write('@/written', 'x')",
    "File.open('@/written', 'w') { |file| file.puts 'x' }",
    "File.open('@/data.yml')",
    "File.new('@/written', 'w+')",
    "IO.write('@/written', 'x')",
    "File.delete('@/planted.rb')",
    "File.unlink('@/planted.rb')",
    "File.rename('@/planted.rb', '@/written')",
    "File.symlink('@/planted.rb', '@/written')",
    "File.chmod(0777, '@/planted.rb')",
    "require 'fileutils'; FileUtils.touch('@/written'); FileUtils.rm_rf('@')",
    "Dir.mkdir('@/written')",
    "Dir.glob('@/*').each { |path| File.delete(path) }",
    "require 'tempfile'; Tempfile.new('written')",
    "eval(\"system('touch @/written')\")",
    "instance_eval('`touch @/written`')",
    "binding.eval('`touch @/written`')",
    "Object.send(:system, 'touch @/written')",
    "send(:system, 'touch @/written')",
    "method(:system).call('touch @/written')",
    "Object.const_get(:File).write('@/written', 'x')",
    "require '@/planted'",
    "require_relative 'planted'",
    "load '@/planted.rb'",
    "autoload :Planted, '@/planted.rb'",
    "at_exit { system('touch @/written') }",
    "BEGIN { system('touch @/written') }",
    "END { system('touch @/written') }",
    "def registry; system('touch @/written'); end; registry",
    "class String; def to_s; `touch @/written`; end; end",
    "define_method(:x) { `touch @/written` }",
    "trap('EXIT') { `touch @/written` }",
    "Thread.new { system('touch @/written') }.join",
    "ObjectSpace.each_object(File) { |file| file.close }",
    "Process.kill('KILL', Process.ppid)",
    "require 'socket'; TCPSocket.new('127.0.0.1', 9)",
    "require 'net/http'; Net::HTTP.get(URI('http://127.0.0.1:9/'))",
    "require 'yaml'; YAML.load_file('@/data.yml')",
    "registry['log_level'] = \"#{`touch @/written`}\"",
    "registry['log_level'] = <<~`SHELL`\n  touch @/written\nSHELL",
    "exit!",
    "abort('x')",
    "loop { }",
    "sleep",
    "gets",
];

/// What a traced run did that it should not, one line each.
fn harm(trace: &str) -> Vec<&str> {
    let mut started = 0;
    let is_harm = |line: &&str| {
        let Some((call, rest)) = line.split_once(' ').and_then(|(_, call)| call.trim_start().split_once('('))
        else {
            return false;
        };
        match call {
            "execve" => {
                started += 1;
                started > 1
            }
            // A thread of the program itself is none.
            "clone" | "clone3" => !rest.contains("CLONE_THREAD"),
            "open" | "openat" | "openat2" => {
                ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "planted"]
                    .iter()
                    .any(|word| rest.contains(word))
            }
            word => word.chars().all(|c| c.is_ascii_alphanumeric()),
        }
    };
    trace.lines().filter(is_harm).collect()
}

/// Runs a program under `strace`; one that cannot be traced fails the test.
#[track_caller]
fn traced(sandbox: &Sandbox, program: &str, arguments: &[&str]) -> (Answer, String) {
    let into = sandbox.outside("trace");
    let _ = std::fs::remove_file(&into);
    let strace = ["-f", "-qq", "-s", "4096", "-e", WATCHED, "-o", &into.to_string_lossy(), program];
    let answer = run("strace", &[&strace[..], arguments].concat());
    let trace = std::fs::read_to_string(&into).unwrap_or_else(|error| panic!("{error}: {answer:?}"));
    assert!(trace.contains("execve("), "nothing was traced: {answer:?}");
    (answer, trace)
}

/// Everything in `folder`, with its content.
fn listed(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut all: Vec<_> = entries
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_file_full_of_commands_starts_nothing_and_writes_nothing() {
    let sandbox = Sandbox::new();
    let folder = sandbox.outside("harm");
    std::fs::create_dir(&folder).unwrap();
    let place = folder.to_string_lossy().into_owned();
    // On the host, and where a path of the file leads: inside the root.
    for folder in [folder.clone(), sandbox.path(&place)] {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("planted.rb"), format!("system('touch {place}/written')\n")).unwrap();
        std::fs::write(folder.join("data.yml"), "{}\n").unwrap();
    }
    let evil = folder.join("evil.rb");
    let root = sandbox.root().to_string_lossy().into_owned();
    let config = evil.to_string_lossy().into_owned();
    let harms: Vec<String> = HARMS.iter().map(|line| line.replace('@', &place)).collect();
    let good = "external_url 'http://gitlab.test'\nregistry_external_url 'http://registry.test'\n";
    let whole = format!("{good}{}\n", harms.join("\n"));
    // Each for itself too, beside a mistake that ends the run before it looks at the host.
    let each = harms.iter().map(|line| format!("{good}regisry['enable'] = true\n{line}\n"));
    let mut runs: Vec<(String, &str)> =
        vec![(whole.clone(), "check"), (whole.clone(), "plan"), (whole, "reconfigure")];
    runs.extend(each.map(|text| (text, "check")));
    for (text, command) in &runs {
        std::fs::write(&evil, text).unwrap();
        let before = [listed(&folder), listed(&sandbox.path(&place))];
        let arguments = ["--root", &root, "--config", &config, command];
        let (answer, trace) = traced(&sandbox, &wharf(), &arguments);
        let last = text.lines().last().unwrap_or_default();
        assert_eq!(answer.code, 3, "{command} {last}: {answer:?}");
        assert_eq!(harm(&trace), Vec::<&str>::new(), "{command} {last}");
        assert_eq!([listed(&folder), listed(&sandbox.path(&place))], before, "{command} {last}");
        assert!(trace.contains("evil.rb"), "the file was not even read:\n{trace}");
    }
}

#[test]
fn the_watch_over_commands_sees_them() {
    let sandbox = Sandbox::new();
    let place = sandbox.outside("");
    std::fs::write(place.join("planted.rb"), "").unwrap();
    let place = place.to_string_lossy().into_owned();
    for (script, call) in [
        ("/bin/true; :", "execve("),
        ("( : ) & wait", "clone"),
        (": > @/written", "open"),
        (": >> @/written", "open"),
        ("read line < @/planted.rb; :", "planted.rb"),
        ("exec mkdir @/made", "mkdir"),
        ("exec rm @/planted.rb", "unlink"),
    ] {
        let (_, trace) = traced(&sandbox, "sh", &["-c", &script.replace('@', &place)]);
        assert!(harm(&trace).iter().any(|line| line.contains(call)), "{script} went unseen:\n{trace}");
    }
    let (_, trace) = traced(&sandbox, "sh", &["-c", ":"]);
    assert_eq!(harm(&trace), Vec::<&str>::new(), "nothing is seen where nothing is done");
}
