/** The whole style sheet, as text: its class names are drawn anew on each load. */
import bar from './bar.css?inline'
import frame from './frame.css?inline'
import lists from './lists.css?inline'
import notes from './notes.css?inline'
import ticket from './ticket.css?inline'

export const sheet = [frame, ticket, notes, lists, bar].join('\n')
