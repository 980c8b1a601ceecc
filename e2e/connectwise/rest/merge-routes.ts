/** What joins tickets with each other and with devices: merge, children, configurations. */
import { type Api, authorOf, type Call, callOf, idIn, needRight } from './call.ts'
import { isRecord } from './evaluate.ts'
import type { JsonRecord } from './json.ts'
import { readObject } from './read-body.ts'
import { invalid, missing, notFound } from './refusal.ts'
import { visibleTicket } from './ticket-routes.ts'
import { statusOn } from './ticket-rules.ts'

export function mountMerging(api: Api) {
  api.post('/service/tickets/:id{[0-9]+}/merge', (c) => {
    const call = callOf(c)
    const ticket = visibleTicket(c, 'service', 'edit')
    needRight(call, 'mergeTickets')
    const { body } = readObject(call, 'ticketMerge')
    const ids = readIds(call, body.mergeTicketIds, 'mergeTicketIds')
    const board = call.world.board(ticket.boardId)
    const status = board && isRecord(body.status) ? statusOn(board, body.status) : undefined
    if (!status) throw missing('ticketMerge', 'status')
    if (ids.includes(ticket.id))
      throw invalid(
        'ticketMerge',
        'mergeTicketIds',
        'InvalidField',
        'A ticket cannot be merged into itself.',
      )
    call.world.mergeTickets(ticket.id, ids, status.id, authorOf(call))
    return c.json({ success: true, message: `${ids.length} ticket(s) merged` })
  })
  api.post('/service/tickets/:id{[0-9]+}/attachChildren', (c) => {
    const call = callOf(c)
    const ticket = visibleTicket(c, 'service', 'edit')
    const { body } = readObject(call, 'ticketBundle')
    for (const id of readIds(call, body.childTicketIds, 'childTicketIds'))
      call.world.patchTicket(id, { parentTicketId: ticket.id }, authorOf(call))
    return c.json({ success: true, message: 'Children attached' })
  })
  api.post('/service/tickets/:ticketId{[0-9]+}/configurations', (c) => {
    const call = callOf(c)
    const ticket = visibleTicket(c, 'service', 'edit')
    const device = call.world.configuration(readObject(call, 'configuration').number('id') ?? 0)
    if (!device || device.companyId !== ticket.companyId)
      throw invalid('configuration', 'id', 'NotFound', 'Configuration not found')
    const ids = [...new Set([...ticket.configurationIds, device.id])]
    call.world.patchTicket(ticket.id, { configurationIds: ids }, authorOf(call))
    return c.json({ id: device.id, deviceIdentifier: device.name }, 201)
  })
  api.delete('/service/tickets/:ticketId{[0-9]+}/configurations/:id{[0-9]+}', (c) => {
    const call = callOf(c)
    const ticket = visibleTicket(c, 'service', 'edit')
    if (!ticket.configurationIds.includes(idIn(c))) throw notFound('Configuration', idIn(c))
    const ids = ticket.configurationIds.filter((id) => id !== idIn(c))
    call.world.patchTicket(ticket.id, { configurationIds: ids }, authorOf(call))
    return c.body(null, 204)
  })
}

function readIds(call: Call, value: JsonRecord[string], field: string): number[] {
  if (!Array.isArray(value) || value.length === 0) throw missing('ticket', field)
  return value.map((id) => {
    if (typeof id !== 'number' || !call.world.ticket(id)) throw notFound('Ticket', String(id))
    return id
  })
}
