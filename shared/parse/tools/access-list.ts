/** `icacls` and `Get-SmbShareAccess`: who is let in, who is denied, what is inherited. */
import { fact, type Output, type OutputReading, type ReadTool } from '../output.ts'

const MOST_ENTRIES = 25
/** `CONTOSO\\Sales:(OI)(CI)(M)`, on the first line behind the path. */
const MARKS = /:((?:\([A-Z,]{1,40}\)){1,8})\s*$/
/** Authorities whose own name is two words. */
const TWO_WORDS =
  /(?:NT AUTHORITY|NT-AUTORITÄT|AUTORITE NT|NT SERVICE|NT-DIENST|APPLICATION PACKAGE AUTHORITY)$/i
const RIGHTS: Record<string, string> = {
  F: 'full control',
  M: 'modify',
  RX: 'read and run',
  R: 'read',
  W: 'write',
  D: 'delete',
  N: 'nothing',
}

export const readAccessList: ReadTool = (output) => readIcacls(output) ?? readShareAccess(output)

function readIcacls({ lines }: Output): OutputReading | undefined {
  const entries = lines.flatMap((line) => {
    const found = MARKS.exec(line)
    const who = found && whoOf(line.slice(0, found.index).trim())
    return who ? [{ line, who, parts: (found[1] ?? '').slice(1, -1).split(')(') }] : []
  })
  if (entries.length === 0) return undefined
  const denied = entries.filter(({ parts }) => parts.includes('DENY') || parts.includes('N'))
  const isInherited = entries.every(({ parts }) => parts.includes('I'))
  const hasNone = entries.every(({ parts }) => !parts.includes('I'))
  const [first] = entries
  return {
    tool: 'icacls',
    findings: [denied.length > 0 ? 'entry_denied' : 'no_entry_denied'],
    facts: [
      ...entries.slice(0, MOST_ENTRIES).map(({ who, parts, line }) => {
        const right = tellRights(parts)
        return fact(
          parts.includes('DENY') ? `${who} is denied ${right}.` : `${who} may: ${right}.`,
          line,
        )
      }),
      ...(first && (isInherited || hasNone)
        ? [fact(isInherited ? 'All entries are inherited.' : 'No entry is inherited.', first.line)]
        : []),
    ],
  }
}

/** The account at the end of `D:\\Shares\\Sales CORP\\Domain Users`; a path may stand before it. */
function whoOf(before: string): string | undefined {
  const at = before.lastIndexOf('\\')
  if (at < 0) return before.slice(0, 200) || undefined
  const head = before.slice(0, at)
  const authority = TWO_WORDS.exec(head)?.[0] ?? head.slice(head.lastIndexOf(' ') + 1)
  // Nothing but a path: `D:\\Shares Everyone`.
  if (/[:\\]/.test(authority)) return before.slice(before.lastIndexOf(' ') + 1) || undefined
  return `${authority}${before.slice(at)}`
}

function tellRights(parts: readonly string[]): string {
  const names = (parts.at(-1) ?? '').split(',')
  return names.map((one) => RIGHTS[one] ?? one).join(', ')
}

const SHARE_HEAD = /^Name\s+ScopeName\s+AccountName\s+AccessControlType\s+AccessRight/
const SHARE_ROW = /^(\S+)\s+(\S+)\s+(\S.*?)\s+(Allow|Deny)\s+(Full|Change|Read|Custom)\s*$/

function readShareAccess({ lines }: Output): OutputReading | undefined {
  if (!lines.some((line) => SHARE_HEAD.test(line))) return undefined
  const rows = lines.flatMap((line) => {
    const [, share, , who, type, right] = SHARE_ROW.exec(line) ?? []
    return share && who && right
      ? [{ line, share, who, isDenied: type === 'Deny', right: right.toLowerCase() }]
      : []
  })
  if (rows.length === 0) return undefined
  return {
    tool: 'Get-SmbShareAccess',
    findings: [rows.some(({ isDenied }) => isDenied) ? 'entry_denied' : 'no_entry_denied'],
    facts: rows
      .slice(0, MOST_ENTRIES)
      .map(({ share, who, isDenied, right, line }) =>
        fact(`On the share ${share} ${who} ${isDenied ? 'is denied' : 'may'}: ${right}.`, line),
      ),
  }
}
