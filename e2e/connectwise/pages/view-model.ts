/**
 * The shape in which ConnectWise's own page gets a ticket, as far as public scripts read it.
 */
import type { TicketView } from './view.ts'

export function viewModelOf(view: TicketView) {
  return {
    serviceRecId: view.id,
    summary: view.summary,
    companyPodViewModel: {
      companyRecId: view.companyId,
      companyName: view.company,
      contactRecId: view.contactId,
      emailAddress: view.contactEmail,
      contact: { id: view.contactId, title: view.contactTitle, type: '' },
    },
    ticketPodViewModel: { boardName: view.board, statusName: view.status, typeName: view.type },
    initialDescriptionPod: {
      discussion: { contactRecId: view.contactId, text: view.initial?.text ?? '' },
    },
    resourcePod: { resourceViewModel: { meetingExternals: [] } },
  }
}
