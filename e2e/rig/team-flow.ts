/** A flow of the team's own, and what technicians do beside it that it does not have. */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import { PublishDraft, SaveDraft } from '#shared/flow/drafts.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import { askApi, signInAs } from './ask-api.ts'
import { writeSentence } from './pilot.ts'
import { demoPerson } from './rig.ts'

/** As an admin has published it. */
export async function publishFlow(url: string, content: FlowContent): Promise<void> {
  const { email, password } = demoPerson('admin')
  const { accessToken } = await signInAs(url, email, password)
  const draftId = v7()
  const draft = { draftId, basedOn: 0, of: null, content }
  const { revision } = await askApi(url, SaveDraft, draft, accessToken)
  await askApi(url, PublishDraft, { draftId, revision }, accessToken)
}

/** Its newest version. */
export async function readFlow(url: string, name: string): Promise<Flow> {
  const { email, password } = demoPerson('lead')
  const { accessToken } = await signInAs(url, email, password)
  const { flows } = await askApi(url, ListFlows, {}, accessToken)
  const version = flows.find((flow) => flow.name === name)?.version ?? ''
  return askApi(url, GetFlowVersion, { version }, accessToken)
}

/** Does something at the card in front that the flow does not say. */
export async function doOwnStep(panel: Page, title: string): Promise<void> {
  const open = 'ul[aria-label="Steps of your own"]'
  await panel.keyboard.press('+')
  await writeSentence(panel, title)
  await panel.waitForSelector(open)
  await panel.locator(`${open} button`).click()
  await writeSentence(panel, 'It was done')
  await panel.waitForSelector(open, { hidden: true })
}

/** Of two changes of the proposal in front, leaves out the one that does not say this. */
export async function takeOnlyChange(panel: Page, title: string): Promise<void> {
  const wanted = await panel.waitForFunction(
    (says) => {
      const all = [...document.querySelectorAll('[role="checkbox"]')]
      const at = all.findIndex((box) => (box.closest('li')?.textContent ?? '').includes(says))
      return at === -1 ? undefined : { at }
    },
    { polling: 'mutation' },
    title,
  )
  await panel.keyboard.press((await wanted.jsonValue())?.at === 0 ? '2' : '1')
}

/** Ctrl+Enter: publishes what is left of it. */
export async function publishProposal(panel: Page): Promise<void> {
  await panel.keyboard.down('Control')
  await panel.keyboard.press('Enter')
  await panel.keyboard.up('Control')
}
