/** `Test-NetConnection`: whether a port answers. Its labels are the same in every language. */
import { fact, field, fieldsOf, findLine, type ReadTool } from '../output.ts'

export const readTestNetConnection: ReadTool = (output) => {
  const fields = fieldsOf(output.lines)
  const tcp = field(fields, /^TcpTestSucceeded$/)
  const ping = field(fields, /^PingSucceeded$/)
  const target = field(fields, /^ComputerName$/)?.values[0]
  const isOpen = readTruth((tcp ?? ping)?.values[0])
  const said = tcp ?? ping
  if (!target || !said || isOpen === undefined) return readFailure(output)
  const port = field(fields, /^RemotePort$/)?.values[0]
  const from = field(fields, /^SourceAddress$/)?.values[0]
  const what = tcp ? `Port ${port ?? '?'} of ${target}` : target
  const source = from ? ` from ${from}` : ''
  const text = tcp
    ? `${what} ${isOpen ? 'answers' : 'does not answer'}${source}.`
    : `${what} ${isOpen ? 'answers' : 'does not answer'} to ping${source}.`
  const facts = [fact(text, said.line)]
  const remote = field(fields, /^RemoteAddress$/)
  if (remote?.values[0]) facts.push(fact(`${target} is ${remote.values[0]}.`, remote.line))
  // Ping is filtered so often that its silence says nothing of the path.
  const findings = tcp ? [isOpen ? ('path_open' as const) : ('path_closed' as const)] : []
  return { tool: 'Test-NetConnection', findings, facts }
}

/** It warns in words when a name has no address, and then says nothing else. */
function readFailure(output: Parameters<ReadTool>[0]): ReturnType<ReadTool> {
  const line = findLine(
    output,
    /^\s*(WARNING|WARNUNG|AVERTISSEMENT): Name resolution of \S+ failed/,
  )
  const name = line?.match(/Name resolution of (\S+) failed/)?.[1]
  if (!line || !name) return undefined
  return {
    tool: 'Test-NetConnection',
    findings: ['name_unknown'],
    facts: [fact(`${name} has no address.`, line)],
  }
}

export function readTruth(value: string | undefined): boolean | undefined {
  if (/^true$/i.test(value ?? '')) return true
  return /^false$/i.test(value ?? '') ? false : undefined
}
