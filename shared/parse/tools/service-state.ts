/** `sc query`, `sc qc` and `Get-Service`: does a service run, and is it allowed to. */
import type { Finding } from '../finding.ts'
import {
  fact,
  field,
  fieldsOf,
  findLine,
  type Output,
  type OutputFact,
  type OutputReading,
  type ReadTool,
} from '../output.ts'

export const readService: ReadTool = (output) =>
  readSc(output) ?? readTable(output) ?? readList(output)

/** The words differ by language, the numbers do not. */
const STATE = /^\s*(?:STATE|STATUS|ÉTAT|ESTADO)\s*:\s*(\d)\s/i
const START = /^\s*(?:START_TYPE|STARTTYP|TYPE_DÉMARRAGE|TIPO_INICIO)\s*:\s*(\d)\s/i
const NAME =
  /^\s*(?:\[SC\].*|)(?:SERVICE_NAME|DIENSTNAME|NOM_SERVICE|NOMBRE_SERVICIO)\s*:\s*(\S.*)$/i

function readSc(output: Output): OutputReading | undefined {
  const name = NAME.exec(findLine(output, NAME) ?? '')?.[1]
  const [state, start] = [findLine(output, STATE), findLine(output, START)]
  if (!name || !(state || start)) return undefined
  const findings: Finding[] = []
  const facts: OutputFact[] = []
  const code = STATE.exec(state ?? '')?.[1]
  if (state && code) {
    if (code === '4') findings.push('service_running')
    if (code === '1') findings.push('service_stopped')
    facts.push(fact(`The service ${name} ${STATES[code] ?? `is in state ${code}`}.`, state))
  }
  if (start && START.exec(start)?.[1] === '4') {
    findings.push('service_disabled')
    facts.push(fact(`The service ${name} is disabled.`, start))
  }
  return { tool: 'sc query', findings, facts }
}

const STATES: Record<string, string> = {
  '1': 'is stopped',
  '2': 'is starting',
  '3': 'is stopping',
  '4': 'runs',
  '7': 'is paused',
}

const HEAD = /^Status\s+Name\s+DisplayName/
const ROW = /^(Running|Stopped|StartPending|StopPending|Paused)\s+(\S+)/

function readTable(output: Output): OutputReading | undefined {
  const head = output.lines.findIndex((line) => HEAD.test(line))
  if (head < 0) return undefined
  const rows = output.lines.slice(head + 1).flatMap((line) => {
    const [, state, name] = ROW.exec(line) ?? []
    return state && name ? [{ line, state, name }] : []
  })
  if (rows.length === 0) return undefined
  const findings = new Set<Finding>()
  for (const { state } of rows) noteState(findings, state)
  return {
    tool: 'Get-Service',
    findings: [...findings],
    facts: rows.slice(0, 20).map(({ state, name, line }) => fact(tellState(name, state), line)),
  }
}

/** `Get-Service | Format-List`. */
function readList({ lines }: Output): OutputReading | undefined {
  const fields = fieldsOf(lines)
  const [name, status, start] = [/^Name$/, /^Status$/, /^StartType$/].map((of) => field(fields, of))
  const state = status?.values[0]
  if (
    !name?.values[0] ||
    !status ||
    !state ||
    !/^(Running|Stopped|StartPending|StopPending|Paused)$/.test(state)
  )
    return undefined
  const findings = new Set<Finding>()
  noteState(findings, state)
  const facts = [fact(tellState(name.values[0], state), status.line)]
  if (start?.values[0] === 'Disabled') {
    findings.add('service_disabled')
    facts.push(fact(`The service ${name.values[0]} is disabled.`, start.line))
  }
  return { tool: 'Get-Service', findings: [...findings], facts }
}

function noteState(findings: Set<Finding>, state: string): void {
  if (state === 'Running') findings.add('service_running')
  if (state === 'Stopped') findings.add('service_stopped')
}

const WORDS: Record<string, string> = {
  Running: 'runs',
  Stopped: 'is stopped',
  StartPending: 'is starting',
  StopPending: 'is stopping',
  Paused: 'is paused',
}
const tellState = (name: string, state: string) => `The service ${name} ${WORDS[state] ?? state}.`
