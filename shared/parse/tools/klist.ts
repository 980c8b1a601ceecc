/** `klist`: which Kerberos tickets are there and until when. */
import { countOf, fact, findLine, type ReadTool } from '../output.ts'

const COUNT =
  /^\s*(?:cached tickets|zwischengespeicherte tickets|tickets mis en cache|vales (?:almacenados )?en caché)\s*:\s*\((\d+)\)/i
const SERVER = /^\s*(?:server|serveur|servidor)\s*:\s*(\S+)\s*@\s*(\S+)/i
const END = /^\s*(?:end time|endzeit|heure de fin|hora de finalización)\s*:\s*(.+?)\s*(?:\(|$)/i
const MOST_TICKETS = 12

export const readKlist: ReadTool = (output) => {
  const counted = findLine(output, COUNT)
  const count = Number(COUNT.exec(counted ?? '')?.[1])
  if (!counted || Number.isNaN(count)) return undefined
  if (count === 0) {
    return {
      tool: 'klist',
      findings: ['tickets_none'],
      facts: [fact('There are no Kerberos tickets.', counted)],
    }
  }
  const tickets: { server: string; line: string; end?: string }[] = []
  for (const line of output.lines) {
    const server = SERVER.exec(line)
    if (server?.[1]) tickets.push({ server: server[1], line })
    const end = END.exec(line)?.[1]
    const last = tickets.at(-1)
    if (end && last) last.end ??= end
  }
  return {
    tool: 'klist',
    findings: ['tickets_held'],
    facts: [
      fact(`There are ${countOf(count, 'Kerberos ticket')}.`, counted),
      ...tickets
        .slice(0, MOST_TICKETS)
        .map(({ server, line, end }) =>
          fact(`Ticket for ${server}${end ? `, ends ${end}` : ''}.`, line),
        ),
    ],
  }
}
