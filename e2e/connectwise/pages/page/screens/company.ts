/** A company and its tickets: full of ticket numbers, and no ticket. */
import { askCompany } from '../ask.ts'
import type { Page } from '../context.ts'
import { field, pod, podTable } from '../controls.ts'
import { h } from '../dom.ts'
import type { ScreenRoot } from '../screen-root.ts'
import { ticketRow } from './board.ts'

export function makeCompanyScreen(page: Page): ScreenRoot {
  const fields = [
    field('Company', 'cw_companyName'),
    field('Address', 'cw_address'),
    field('Phone', 'cw_phone'),
    field('Website', 'cw_website'),
    field('Status', 'cw_companyStatus', 'combo'),
  ]
  const overview = pod(
    'pod_company_overview',
    'Company Overview',
    podTable(...fields.map((f) => f.line)),
  )
  const list = h('tbody')
  const tickets = pod(
    'pod_company_service',
    'Service Tickets',
    h('table', { class: 'obf-list srboard-grid' }, list),
  )
  return {
    kind: 'company',
    root: h(
      'div',
      { class: 'obf-screen CompanyDetail cw_PsaRootContainer obf-plain' },
      overview.pod,
      tickets.pod,
    ),
    prepare: async (screen) => {
      const company = screen.name === 'company' ? await askCompany(screen.id) : undefined
      const name = company?.name ?? 'Record not found'
      return {
        nav: 'Company',
        label: name,
        otherLabel: name,
        otherId: 0,
        draw: () => {
          const texts = [name, company?.address, company?.phone, company?.website, company?.status]
          for (const [at, { input }] of fields.entries()) input.value = texts[at] ?? ''
          list.replaceChildren(...(company?.tickets ?? []).map((one) => ticketRow(page, one)))
        },
      }
    },
  }
}
