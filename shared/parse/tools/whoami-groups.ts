/** `whoami /groups`: the groups that count in this sign-in. Recognised by SIDs, in any language. */
import { countOf, fact, type ReadTool } from '../output.ts'

const SID = /\bS-1-\d+(?:-\d+)+\b/
const DENY_ONLY = /deny only|nur zum ablehnen|nur verweigern|refus uniquement|sólo para denegar/i
/** Everyone has these; they say nothing of a case. */
const BUILT_IN = /^S-1-(1-0|2-\d+|5-(2|3|4|6|11|13|14|15|32-545|64-\d+)|16-\d+|18-\d+)$/
const MOST_GROUPS = 30

export const readWhoamiGroups: ReadTool = ({ lines }) => {
  const rows = lines.flatMap((line) => {
    const found = /^\S/.test(line) ? SID.exec(line) : null
    const [name, kind] = line.slice(0, found?.index ?? 0).split(/\s{2,}/, 2)
    if (!found || !name || kind === undefined) return []
    return [{ line, name, sid: found[0], isDenyOnly: DENY_ONLY.test(line.slice(found.index)) }]
  })
  const [first] = rows
  if (rows.length < 3 || !first) return undefined
  const own = rows.filter(({ sid }) => !BUILT_IN.test(sid))
  return {
    tool: 'whoami /groups',
    findings: [],
    facts: [
      fact(
        `The user is in ${countOf(own.length, 'group')} beside those that everyone is in.`,
        first.line,
      ),
      ...own
        .slice(0, MOST_GROUPS)
        .map(({ name, isDenyOnly, line }) =>
          fact(isDenyOnly ? `${name} counts only where it denies.` : `In group ${name}.`, line),
        ),
    ],
  }
}
