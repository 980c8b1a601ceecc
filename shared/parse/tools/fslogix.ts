/** FSLogix: the session key of the registry, or lines of its profile log. */
import { normaliseCode, tellCode } from '../error-codes.ts'
import type { Finding } from '../finding.ts'
import { fact, field, fieldsOf, type Output, type OutputReading, type ReadTool } from '../output.ts'

export const readFslogix: ReadTool = (output) => readSessionKey(output) ?? readLog(output)

/** A status of 1 to 28 is an error; 0, 100, 200 and 300 are not. The commonest in our words. */
const STATUS: Record<number, string> = {
  0: 'no error',
  1: 'the profile could not be loaded',
  5: 'security information could not be read',
  6: 'the place of the disk could not be found',
  7: 'a folder could not be made',
  9: 'the disk could not be made',
  11: 'the disk could not be opened',
  12: 'the disk could not be attached',
}
const LAST_ERROR = 28

/** Why a status without error is not an attached profile, where the reason says so. */
const REASON: Record<number, string> = {
  0: 'the profile is attached',
  1: 'the user is not in the include list',
  2: 'the user is in the exclude list',
  3: 'a local profile was in the way',
}

/** `Status : 0`, as PowerShell prints it, or `Status  REG_DWORD  0x0`, as `reg query` does. */
function readSessionKey({ lines, text }: Output): OutputReading | undefined {
  if (!/fslogix/i.test(text)) return undefined
  const fields = fieldsOf(lines)
  const registry = (name: string) => {
    const of = new RegExp(`^\\s*${name}\\s+REG_\\w+\\s+(\\S+)\\s*$`, 'i')
    const line = lines.find((one) => of.test(one))
    return line ? { line, value: of.exec(line)?.[1] ?? '' } : undefined
  }
  const find = (name: string) => {
    const listed = field(fields, new RegExp(`^${name}$`, 'i'))
    return listed ? { line: listed.line, value: listed.values[0] ?? '' } : registry(name)
  }
  const [status, reason, error] = [find('Status'), find('Reason'), find('Error')]
  const [code, why] = [toNumber(status?.value), toNumber(reason?.value)]
  if (!status || code === undefined || !(reason || error)) return undefined
  const facts = [fact(`FSLogix status ${code}${worded(STATUS[code])}.`, status.line)]
  if (reason && why !== undefined) {
    facts.push(fact(`FSLogix reason ${why}${worded(REASON[why])}.`, reason.line))
  }
  const failing = error && normaliseCode(error.value)?.number !== 0 ? error : undefined
  if (failing) facts.push(fact(`FSLogix error: ${tellCode(failing.value)}.`, failing.line))
  const hasFailed = code >= 1 && code <= LAST_ERROR
  const isAttached = code === 0 && why === 0
  const findings: Finding[] = hasFailed
    ? ['profile_failed']
    : isAttached
      ? ['profile_attached']
      : []
  return { tool: 'FSLogix session', findings, facts }
}

const worded = (words: string | undefined) => (words ? `: ${words}` : '')

const toNumber = (value: string | undefined): number | undefined =>
  /^(0x[\da-f]{1,8}|\d{1,10})$/i.test(value ?? '') ? Number(value) : undefined

const LOG = /^\[\d{2}:\d{2}:\d{2}\.\d{3}\]\[tid:[\da-f.]+\]\[(?:ERROR|WARN):([\da-f]{8})\]\s*(.+)$/i
const ANY_LOG = /^\[\d{2}:\d{2}:\d{2}\.\d{3}\]\[tid:[\da-f.]+\]\[(?:INFO|ERROR|WARN)/i

function readLog({ lines }: Output): OutputReading | undefined {
  if (!lines.some((line) => ANY_LOG.test(line))) return undefined
  const errors = lines.flatMap((line) => {
    const [, code, words] = LOG.exec(line) ?? []
    return code && words ? [{ line, code, words }] : []
  })
  if (errors.length === 0) return undefined
  return {
    tool: 'FSLogix log',
    findings: ['profile_failed'],
    facts: errors
      .slice(0, 8)
      .map(({ code, words, line }) =>
        fact(`FSLogix: ${words.slice(0, 200)} (${tellCode(`0x${code}`)}).`, line),
      ),
  }
}
