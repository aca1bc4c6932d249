import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'

// A shell that outlives us by a moment. Its standard input closes when this process ends in whatever way, SIGKILL
// included, and then it removes what was still running.
const SCRIPT = `
groups= containers= folders=
while read -r verb what; do
  case $verb in
    group) groups="$groups $what" ;;
    gone) groups=$(for g in $groups; do [ "$g" = "$what" ] || printf '%s ' "$g"; done) ;;
    container) containers="$containers $what" ;;
    folder) folders="$folders$what
" ;;
  esac
done
for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null; done
for c in $containers; do docker rm -f "$c" >/dev/null 2>&1; done
printf '%s' "$folders" | while read -r f; do rm -rf -- "$f"; done
`

type Verb = 'group' | 'gone' | 'container' | 'folder'

let input: Writable | undefined

/** Whatever is told here is removed when this process ends, however it ends. */
export function guard(verb: Verb, what: string | number): void {
  input ??= start()
  input.write(`${verb} ${what}\n`)
}

function start(): Writable {
  const child = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  child.unref()
  const { stdin } = child
  // A pipe is a socket here: it must not keep the process alive.
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return stdin
}
