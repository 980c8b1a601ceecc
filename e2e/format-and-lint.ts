/**
 * Format and lint of what has changed since it last passed, as `tsc` and the import rules do it.
 *
 * Each rule of Biome that is on reads one file alone, so a file whose content has passed passes
 * again, until Biome, its rules or what they are told by package.json are others. Whatever git
 * ignores is left out, as Biome leaves it out. Without git, without what was kept, or where much
 * has changed, all is looked at. Only what passed is kept: a failure is told again each time.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const KEPT = 'node_modules/.cache/format-and-lint.json'
/** What the rules themselves come from; package.json names Biome's exact version. */
const RULES = ['biome.json', 'package.json', '.gitignore']
/** More names than these are too long for one command on Windows. */
const MANY = 300

const now = readNow()
const passed = new Set(readPassed())
const changed = [...now].filter(([, content]) => !passed.has(content)).map(([file]) => file)

if (now.size > 0 && changed.length === 0) process.exit(0)
const some = now.size > 0 && changed.length <= MANY
const { status } = spawnSync(
  'biome',
  ['check', ...(some ? ['--no-errors-on-unmatched', ...changed] : [])],
  { stdio: 'inherit', shell: process.platform === 'win32' },
)
if (status === 0) keepPassed()
process.exit(status ?? 1)

/** Every file of the project, and by what its content under these rules is known. */
function readNow(): Map<string, string> {
  const { stdout } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    { encoding: 'utf8' },
  )
  const rules = RULES.map(readOrNone).join('\0')
  return new Map(
    (stdout ?? '')
      .split('\0')
      .filter(Boolean)
      .flatMap((file) => {
        const content = readOrNone(file)
        // Deleted and not yet told to git.
        if (content === undefined) return []
        const hash = createHash('sha256').update(rules).update(`\0${file}\0`).update(content)
        return [[file, hash.digest('hex')] as const]
      }),
  )
}

function readOrNone(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

function readPassed(): string[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(KEPT, 'utf8'))
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

function keepPassed(): void {
  mkdirSync('node_modules/.cache', { recursive: true })
  writeFileSync(KEPT, JSON.stringify([...now.values()]))
}
