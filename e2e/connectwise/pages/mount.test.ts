import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPages } from './testing/start-pages.ts'

let pages: Awaited<ReturnType<typeof startPages>>
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const services = '/v2024_1/services/system_io'

describe('addresses', () => {
  it.each([
    '/v2025_1/ConnectWise.aspx?locale=en_US',
    '/v4_6_release/connectwise.aspx',
    '/v2024_1//ConnectWise.aspx',
    '/V2024_1/CONNECTWISE.ASPX',
    '/v4_6_release/ConnectWise.html',
    '/connectwise.aspx',
    '/v2025_1/timeexpensemodule.html',
    `${services}/Service/fv_sr100_request.rails?service_recid=1`,
    `${services}/router/openrecord.rails?recordType=ServiceFV&recid=1`,
  ])('%s is the page', async (path) => {
    const answer = await pages.app.request(path)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('id="cwContent"')
  })

  it('a link is sent on to the page when the switch says so, with the switches', async () => {
    const path = `${services}/Service/fv_sr100_request.rails?service_recid=77&standin=links:redirect`
    const answer = await pages.app.request(path)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(
      '/v2024_1/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&recid=77&standin=links%3Aredirect',
    )
  })

  it.each([
    '/v4_6_release/apis/3.0/service/tickets',
    '/v2025_1/other.aspx',
    '/standin/page-9.9-abc.js',
  ])('%s is not ours', async (path) => {
    expect((await pages.app.request(path)).status).toBe(404)
  })

  it('shows a sign-in form at the root', async () => {
    const html = await (await pages.app.request('/')).text()
    for (const id of ['loginForm', 'company', 'username', 'password', 'loginBtn']) {
      expect(html).toContain(`id="${id}"`)
    }
  })

  it('escapes what people wrote', async () => {
    pages.addTicket('</script><script>alert(1)</script>')
    const today = await (await pages.app.request('/standin/today')).text()
    expect(today).not.toContain('<script>')
    expect(today).toContain('&lt;/script&gt;')
  })
})

describe('the action that public scripts call', () => {
  it('answers with the ticket they ask for', async () => {
    const ticket = pages.addTicket('Printer offline')
    const body = new URLSearchParams({
      actionMessage: JSON.stringify({
        payload: JSON.stringify({ serviceRecId: ticket.id }),
        payloadClassName: 'GetServiceTicketDetailViewAction',
        project: 'ServiceCommon',
      }),
    })
    const path =
      '/v4_6/services/system_io/actionprocessor/Service/GetServiceTicketDetailViewAction.rails'
    const answer = await pages.app.request(path, { method: 'POST', body })
    const { serviceTicketViewModel: view } = (await answer.json()).data.action
    expect(view.summary).toBe('Printer offline')
    expect(view.companyPodViewModel.contact.id).toBe(ticket.contactId)
    expect(view.companyPodViewModel.emailAddress).toContain('@')
  })

  it.each(['', 'actionMessage=no', 'actionMessage={"payload":"{}"}'])(
    'survives %o',
    async (body) => {
      const path = `${services}/actionprocessor/Service/GetServiceTicketDetailViewAction.rails`
      const answer = await pages.app.request(path, { method: 'POST', body })
      expect((await answer.json()).data.isSuccess).toBe(false)
    },
  )
})

describe('saving from the page', () => {
  const boxes = { discussion: false, internal: true, resolution: false }

  it.each([
    ['no text', { text: '', shownIn: boxes }, 400],
    ['no box', { text: 'x', shownIn: { ...boxes, internal: false } }, 400],
    ['nonsense', 'x', 400],
  ])('refuses a note with %s', async (_, note, status) => {
    const ticket = pages.addTicket('Refusals')
    const answer = await post(`/standin/tickets/${ticket.id}/notes`, note)
    expect(answer.status).toBe(status)
    expect(pages.world.notesOf(ticket.id)).toEqual([])
  })

  it('refuses a note on a ticket that is not there', async () => {
    const answer = await post('/standin/tickets/1/notes', { text: 'x', shownIn: boxes })
    expect(answer.status).toBe(404)
  })

  it('stores time on the ticket', async () => {
    const ticket = pages.addTicket('Time')
    const time = { notes: 'Checked it', internalNotes: '', minutes: 15, shownIn: boxes }
    expect((await post(`/standin/tickets/${ticket.id}/time`, time)).status).toBe(201)
    expect(pages.world.timeEntriesOf(ticket.id)).toMatchObject([
      { actualHours: 0.25, notes: 'Checked it', addToInternalAnalysisFlag: true },
    ])
  })

  const post = (path: string, body: unknown) =>
    pages.app.request(path, { method: 'POST', body: JSON.stringify(body) })
})
