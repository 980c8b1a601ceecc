/** `vssadmin list writers`: which writers failed, and how. */
import { countOf, fact, type ReadTool } from '../output.ts'

const NAME =
  /^\s*(?:Writer name|Verfassername|Generatorname|Nom du rédacteur|Nombre (?:del )?escritor)\s*:\s*'(.+)'/i
const STATE = /^\s*(?:State|Status|État|Estado)\s*:\s*\[(\d+)\]\s*(.*)$/i
const ERROR = /^\s*(?:Last error|Letzter Fehler|Dernière erreur|Último error)\s*:\s*(.*)$/i
const STABLE = '1'
/** In the middle of a snapshot: neither good nor bad. */
const BUSY = new Set(['2', '3', '4', '5'])
const MOST = 15

export const readVssWriters: ReadTool = ({ lines }) => {
  const writers: { name: string; line: string; code?: string; state?: string; error?: string }[] =
    []
  for (const line of lines) {
    const name = NAME.exec(line)?.[1]
    if (name) writers.push({ name, line })
    const last = writers.at(-1)
    if (!last) continue
    const [, code, state] = STATE.exec(line) ?? []
    if (code && last.code === undefined) Object.assign(last, { code, state, line })
    const error = ERROR.exec(line)?.[1]
    if (error && last.error === undefined) last.error = error
  }
  const known = writers.filter(({ code }) => code !== undefined)
  const [first] = known
  if (!first) return undefined
  const failed = known.filter(({ code }) => code !== STABLE && !BUSY.has(code ?? ''))
  const busy = known.filter(({ code }) => BUSY.has(code ?? ''))
  if (failed.length === 0) {
    const isWhole = busy.length === 0
    const text = isWhole
      ? `All ${countOf(known.length, 'VSS writer')} are stable.`
      : `${countOf(busy.length, 'VSS writer')} of ${known.length} at work, none failed.`
    return {
      tool: 'vssadmin list writers',
      findings: isWhole ? ['writers_stable'] : [],
      facts: [fact(text, (busy[0] ?? first).line)],
    }
  }
  return {
    tool: 'vssadmin list writers',
    findings: ['writers_failed'],
    facts: failed
      .slice(0, MOST)
      .map(({ name, state, code, error, line }) =>
        fact(`${name} has failed: ${state || `state ${code}`}${error ? ` (${error})` : ''}.`, line),
      ),
  }
}
