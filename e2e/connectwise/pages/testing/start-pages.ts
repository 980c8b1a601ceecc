/** The pages alone on a port of their own, with tickets that belong to the test. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import puppeteer, { type Browser } from 'puppeteer-core'
import { ensureBrowser } from '../../../find-browser.ts'
import { createWorld, type NewTicket } from '../../world.ts'
import { mountPages } from '../mount.ts'

export async function startPages() {
  const world = createWorld({ now: () => new Date('2026-03-04T15:00:00Z'), companyId: 'northwind' })
  const app = new Hono()
  mountPages(app, world)
  app.all('*', (c) => c.text('fell through', 404))
  const listening = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
    listening.resolve(address.port),
  )
  const base = `http://127.0.0.1:${await listening.promise}`
  return {
    world,
    app,
    base,
    /** A ticket like the first open one of the seed, with another summary. */
    addTicket: (summary: string, changes: Partial<NewTicket> = {}) => {
      const like = world
        .tickets()
        .find((one) => one.recordType === 'ServiceTicket' && !one.closedFlag)
      if (!like) throw new Error('The seed has no open service ticket.')
      const { companyId, boardId, statusId, priorityId, contactId } = like
      const ticket: NewTicket = {
        ...{ companyId, boardId, statusId, priorityId, contactId, summary },
        ...{ recordType: 'ServiceTicket', severity: 'Low', impact: 'Low' },
        ...{ configurationIds: [], resources: [] },
        ...changes,
      }
      return world.addTicket(ticket, { member: 'tester', via: 'rest' })
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

export function launchBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: ensureBrowser(),
    headless: true,
    pipe: true,
    defaultViewport: { width: 1280, height: 800 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
