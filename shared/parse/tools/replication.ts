/** `repadmin /replsummary` and `/showrepl`: which partners fail, since when, with which code. */
import { tellCode } from '../error-codes.ts'
import {
  countOf,
  fact,
  type Output,
  type OutputFact,
  type OutputReading,
  type ReadTool,
} from '../output.ts'

const MOST_PARTNERS = 10

export const readReplication: ReadTool = (output) => readSummary(output) ?? readPartners(output)

/** `DC01   01h:12m:03s   2 /  10   20  (1722) The RPC server is unavailable.` */
const ROW = /^\s*(\S+)\s+(\S.*?)\s+(\d+)\s*\/\s*(\d+)\s+(\d+)\s*(?:\((\d+)\)\s*(.*))?$/

function readSummary({ lines, text }: Output): OutputReading | undefined {
  if (
    !/replication summary|replikationszusammenfassung|(source|destination|quell|ziel)[- ]?dsa/i.test(
      text,
    )
  )
    return undefined
  const rows = lines.flatMap((line) => {
    const [, dc, since, fails, total, , code] = ROW.exec(line) ?? []
    return dc && total
      ? [{ line, dc, since: since ?? '', fails: Number(fails), total: Number(total), code }]
      : []
  })
  if (rows.length === 0) return undefined
  const failing = rows.filter(({ fails }) => fails > 0)
  const [first] = rows
  const facts: OutputFact[] =
    failing.length > 0
      ? failing
          .slice(0, MOST_PARTNERS)
          .map(({ dc, since, fails, total, code, line }) =>
            fact(
              `Replication of ${dc} fails in ${fails} of ${total}, largest delta ${since}${code ? `: ${tellCode(code)}` : ''}.`,
              line,
            ),
          )
      : [
          fact(
            `Replication of ${countOf(rows.length, 'line')} shows no failures.`,
            first?.line ?? '',
          ),
        ]
  return {
    tool: 'repadmin /replsummary',
    findings: [failing.length > 0 ? 'replication_failing' : 'replication_fine'],
    facts,
  }
}

const PARTNER = /^\s+(\S+\\\S+)\s+(via|über|à l.aide de)\s+RPC/i
const FAILED = /(?:failed, result|fehler\w*,? ergebnis|échoué, résultat)\s+(-?\d+)/i
const WORKED = /(?:was successful|war erfolgreich|a réussi)/i
const TIMES = /^\s*(\d+)\s+(?:consecutive failure|aufeinander ?folgende|échecs? consécutif)/i
const LAST_GOOD = /^\s*(?:last success|letzter erfolg|dernier succès)\s*@\s*(.+?)\.?$/i

function readPartners({ lines }: Output): OutputReading | undefined {
  const facts: OutputFact[] = []
  let partner: string | undefined
  let failing: { line: string; code: string; of: string } | undefined
  let times = ''
  let worked: string | undefined
  const end = (lastGood?: string) => {
    if (failing && facts.length < MOST_PARTNERS) {
      const since = lastGood ? `; last success ${lastGood}` : ''
      facts.push(
        fact(
          `Replication from ${failing.of} fails${times}: ${tellCode(failing.code)}${since}.`,
          failing.line,
        ),
      )
    }
    failing = undefined
    times = ''
  }
  for (const line of lines) {
    const named = PARTNER.exec(line)?.[1]
    if (named) {
      end()
      partner = named
      continue
    }
    const code = FAILED.exec(line)?.[1]
    if (code && partner) failing = { line, code, of: partner }
    if (WORKED.test(line) && partner) worked ??= line
    const count = TIMES.exec(line)?.[1]
    if (count && failing) times = ` ${count} times in a row`
    const good = LAST_GOOD.exec(line)?.[1]
    if (good) end(good)
  }
  end()
  if (facts.length > 0)
    return { tool: 'repadmin /showrepl', findings: ['replication_failing'], facts }
  if (!worked) return undefined
  return {
    tool: 'repadmin /showrepl',
    findings: ['replication_fine'],
    facts: [fact('The last attempt of every partner shown was successful.', worked)],
  }
}
