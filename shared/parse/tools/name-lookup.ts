/** `nslookup` and `Resolve-DnsName`: does a name have an address, and who says so. */
import {
  fact,
  fieldsOf,
  findLine,
  type Output,
  type OutputReading,
  type ReadTool,
  tellSome,
} from '../output.ts'

const UNKNOWN = [
  /can't find (\S+): (?:Non-existent domain|NXDOMAIN)/i,
  /^\s*\*{3} (\S+) wurde von \S+ nicht gefunden: Non-existent domain/i,
  /no encuentra (\S+?)\s?: Non-existent domain/i,
  /ne parvient pas à trouver (\S+)\s?: Non-existent domain/i,
  /^\s*(?:Resolve-DnsName ?: )?(\S+) ?: (?:DNS name does not exist|Der DNS-Name ist nicht vorhanden|Le nom DNS n.existe pas)/i,
]
const SILENT =
  /DNS request timed out|Zeitüberschreitung bei der DNS-Anforderung|request to \S+ timed-out|(?:This operation returned because the timeout period expired)/i

export const readNameLookup: ReadTool = (output) =>
  readFailed(output) ?? readNslookup(output) ?? readTable(output)

function readFailed(output: Output): OutputReading | undefined {
  for (const saying of UNKNOWN) {
    const line = findLine(output, saying)
    const name = saying.exec(line ?? '')?.[1]
    if (!line || !name) continue
    const facts = [fact(`${name} is not known to the DNS server.`, line)]
    return { tool: 'Name lookup', findings: ['name_unknown'], facts }
  }
  const silent = findLine(output, SILENT)
  if (!silent || hasAnswer(output)) return undefined
  return {
    tool: 'Name lookup',
    findings: ['dns_silent'],
    facts: [fact('The DNS server did not answer in time.', silent)],
  }
}

const hasAnswer = (output: Output) =>
  findLine(output, /^\s*(Name|Nom|Nombre)\s*:\s+\S/) !== undefined

/** The server's own name and address come first, then the answer. */
function readNslookup(output: Output): OutputReading | undefined {
  const isOne = /^\s*(Server|Serveur|Servidor)\s*:/m.test(output.text)
  if (!isOne) return undefined
  const fields = fieldsOf(output.lines)
  const name = fields.findIndex(({ label }) => /^(Name|Nom|Nombre)$/.test(label))
  const answer = fields
    .slice(name + 1)
    .find(({ label }) =>
      /^(Address(es)?|Adresse[ns]?|Direcci.n|Direcciones|Addresses)$/i.test(label),
    )
  const named = fields[name]?.values[0]
  if (name < 0 || !named || !answer || answer.values.length === 0) return undefined
  const server = fields.find(({ label }) => /^(Server|Serveur|Servidor)$/.test(label))?.values[0]
  return {
    tool: 'nslookup',
    findings: ['name_resolved'],
    facts: [
      fact(
        `${named} is ${tellSome(answer.values)}${server ? `, says ${server}` : ''}.`,
        answer.line,
      ),
    ],
  }
}

/** `Resolve-DnsName` prints a table, the same in every language. */
function readTable({ lines }: Output): OutputReading | undefined {
  const head = lines.findIndex((line) =>
    /^Name\s+Type\s+TTL\s+Section\s+(IPAddress|NameHost)/.test(line),
  )
  if (head < 0) return undefined
  const rows = lines.slice(head + 1).flatMap((line) => {
    const [, name, type, value] = /^(\S+)\s+(A|AAAA|CNAME)\s+\d+\s+Answer\s+(\S+)$/.exec(line) ?? []
    return name && type && value ? [{ name, type, value, line }] : []
  })
  if (rows.length === 0) return undefined
  return {
    tool: 'Resolve-DnsName',
    findings: rows.some(({ type }) => type !== 'CNAME') ? ['name_resolved'] : [],
    facts: rows
      .slice(0, 6)
      .map(({ name, type, value, line }) =>
        fact(
          type === 'CNAME' ? `${name} is another name of ${value}.` : `${name} is ${value}.`,
          line,
        ),
      ),
  }
}
