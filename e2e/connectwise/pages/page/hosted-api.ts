/**
 * The page's half of the hosted protocol, version 1.0: a third party's pod lives in a frame of
 * another origin, and both sides talk in JSON strings.
 *
 * The page parses every string that reaches it by `postMessage`, whoever sent it; that is why an
 * extension must not post messages on this window.
 */
import * as z from 'zod/mini'
import type { Page } from './context.ts'
import { pod } from './controls.ts'
import { h } from './dom.ts'

const Heard = z.looseObject({
  message: z.optional(z.string()),
  hosted_request: z.optional(z.string()),
  frameID: z.optional(z.string()),
  args: z.optional(z.looseObject({ id: z.optional(z.union([z.string(), z.number()])) })),
})

export function openHostedPod(page: Page) {
  if (page.switches.hosted === 'none') return undefined
  const frameId = `frame-${Math.floor(page.random() * 1e9)}`
  const host = encodeURIComponent(location.origin)
  const frame = h('iframe', {
    class: 'obf-hostedFrame',
    title: 'Hosted pod',
    attrs: { src: `${page.start.podOrigin}/standin/hosted-pod?host=${host}` },
  })
  const made = pod('pod_hosted_15', 'Asset Lookup', frame)
  let isReady = false
  let ticketId = 0
  let events = 0
  const say = (message: object) => {
    frame.contentWindow?.postMessage(JSON.stringify(message), page.start.podOrigin)
  }
  /** Pods answer each event; the stand-in does not hold back its saving until they have. */
  const tell = (event: 'onLoad' | 'beforeSave', id: number) => {
    ticketId = id
    if (!isReady) return
    events += 1
    const screenObject = { screen: 'ticket', id, hostedAs: 'pod' }
    say({ event, _id: String(events), data: { screenObject } })
  }
  window.addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow) return
    const heard = Heard.safeParse(parseJson(event.data))
    if (!heard.success) return
    if (heard.data.message === 'ready') {
      isReady = true
      say({ MessageFrameID: frameId })
      if (ticketId) tell('onLoad', ticketId)
    }
    if (heard.data.frameID !== frameId) return
    answer(page, heard.data.hosted_request, Number(heard.data.args?.id), say)
  })
  return { pod: made.pod, tell }
}

function answer(page: Page, request: string | undefined, id: number, say: (m: object) => void) {
  if (request === 'getMemberAuthentication') {
    const { member, companyId } = page.start
    say({
      response: 'getmemberauthentication',
      data: {
        site: location.host,
        companyid: companyId,
        memberid: member.identifier,
        memberHash: 'not-a-hash',
        memberContext: 'member',
        memberEmail: member.email,
      },
    })
  }
  if (request === 'refreshScreen') page.refresh()
  if (request === 'openScreen' && id > 0) page.goTo({ name: 'ticket', id, opened: 'directly' })
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
