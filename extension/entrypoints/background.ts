/** The worker. Every listener is added at once: an event that wakes it must find them. */
import { defineBackground } from 'wxt/utils/define-background'
import {
  addSite,
  followGrants,
  isGrantedSite,
  listSites,
  removeSite,
} from '../background/grants.ts'
import { openPanelOnClick } from '../background/panel.ts'
import { finishSignOuts } from '../background/sign-outs.ts'
import {
  followTabs,
  keepSighting,
  passOnWork,
  showTicket,
  ticketInView,
  ticketTabs,
} from '../background/tickets.ts'
import { receive } from '../bridge/receive.ts'

export default defineBackground(() => {
  receive(
    {
      ticketSeen: ({ sighting }, sender) => keepSighting(sighting, sender).then(nothing),
      workSeen: (_, sender) => passOnWork(sender).then(nothing),
      ticketInView: async ({ windowId }) => inView(await ticketInView(windowId)),
      ticketTabs: async () => ({ views: await ticketTabs() }),
      showTicket,
      sites: async () => ({ sites: await listSites() }),
      addSite: ({ origin }) => addSite(origin).then(nothing),
      removeSite: ({ origin }) => removeSite(origin).then(nothing),
    },
    { isGranted: isGrantedSite, refusesUnknown: true },
  )
  followTabs()
  followGrants()
  openPanelOnClick()
  void finishSignOuts()
})

const nothing = () => ({})
const inView = <V>(view: V | undefined) => (view === undefined ? {} : { view })
