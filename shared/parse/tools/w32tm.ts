/** `w32tm /query /status`: who sets the clock, and how far off it is. */
import type { Finding } from '../finding.ts'
import { fact, field, fieldsOf, type OutputFact, type ReadTool } from '../output.ts'

const SOURCE = /^(source|quelle|source de l.heure|origen)$/i
const STRATUM = /^(stratum|couche|capa)$/i
const OFFSET =
  /^(phase offset|phasenoffset|phasenverschiebung|décalage de phase|desplazamiento de fase)$/i
/** Where nobody sets it: the machine's own clock. */
const NOBODY =
  /local cmos clock|free-running system clock|lokale cmos-uhr|freilaufende|horloge cmos locale|reloj cmos local/i
const LIMIT_SECONDS = 300

export const readW32tm: ReadTool = ({ lines }) => {
  const fields = fieldsOf(lines)
  const [source, stratum, offset] = [SOURCE, STRATUM, OFFSET].map((of) => field(fields, of))
  if (!source?.values[0] || !stratum) return undefined
  const findings: Finding[] = []
  const facts: OutputFact[] = []
  const name = source.values[0]
  if (NOBODY.test(name)) {
    findings.push('time_unsynced')
    facts.push(fact('Nobody sets the clock: it runs by itself.', source.line))
  } else facts.push(fact(`The clock is set by ${name}.`, source.line))
  const off = /^(-?[\d.,]+)\s*s$/i.exec(offset?.values[0] ?? '')?.[1]
  const seconds = Math.abs(Number(off?.replace(',', '.')))
  if (offset && off && Number.isFinite(seconds)) {
    if (seconds <= 1) findings.push('time_close')
    if (seconds > LIMIT_SECONDS) findings.push('time_off')
    facts.push(fact(`The clock is off by ${off} seconds.`, offset.line))
  }
  facts.push(fact(`Stratum ${stratum.values[0] ?? '?'}.`, stratum.line))
  return { tool: 'w32tm /query /status', findings, facts }
}
