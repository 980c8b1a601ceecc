/**
 * Starts a ConnectWise stand-in on this machine: pages, REST, callbacks and the control door, all
 * on one world. It listens on 127.0.0.1 only. With `tls` it also answers https, for a browser that
 * is told to find a real ConnectWise name here.
 */
import { createServer as createHttpsServer } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { listenOnLoopback, shutServer } from '../loopback.ts'
import { startCallbacks } from './callbacks.ts'
import { type Certificate, HOST_NAMES, makeCertificate } from './certificate.ts'
import { createControl } from './control.ts'
import { createFaults } from './faults.ts'
import { mountPages, type PageOptions } from './pages/mount.ts'
import { mountRest } from './rest/mount.ts'
import { createSwitches, type SwitchChanges } from './rest/switches.ts'
import type { World } from './world.ts'

export type ConnectWiseOptions = {
  world: World
  /** 0, the default, takes any free port. */
  port?: number
  /** `true` makes a certificate for the usual names. */
  tls?: boolean | Pick<Certificate, 'key' | 'cert'>
  tlsPort?: number
  switches?: SwitchChanges
  pages?: PageOptions
  /** Before a callback is tried a second and a third time. */
  callbackWaitsMs?: [number, number]
}

export type ConnectWise = Awaited<ReturnType<typeof startConnectWise>>

export async function startConnectWise(options: ConnectWiseOptions) {
  const { world } = options
  const switches = createSwitches(options.switches)
  const faults = createFaults()
  const app = new Hono()
  const callbacks = startCallbacks({
    world,
    switches,
    baseUrl: () => `${url}/v4_6_release/`,
    waitsMs: options.callbackWaitsMs,
  })

  app.route('/_standin', createControl({ world, switches, faults }))
  app.get('/:codebase/system/callbackkey/index.rails', (c) => {
    const key = callbacks.keyFor(c.req.query('id') ?? '')
    // The real one answers JSON under a text type.
    return key === undefined ? c.text('Not found', 404) : c.text(key)
  })
  mountRest(app, { world, switches, faults })
  mountPages(app, world, options.pages)

  const http = createAdaptorServer({ fetch: app.fetch })
  const port = await listenOnLoopback(http, options.port ?? 0)
  const url = `http://127.0.0.1:${port}`

  const certificate = certificateFor(options.tls)
  const https =
    certificate &&
    createAdaptorServer({
      fetch: app.fetch,
      createServer: createHttpsServer,
      serverOptions: { key: certificate.key, cert: certificate.cert },
    })
  const tlsPort = https ? await listenOnLoopback(https, options.tlsPort ?? 0) : undefined

  return {
    url,
    port,
    /** Where https answers, when it was asked for. */
    tlsPort,
    certificate,
    world,
    faults,
    switches,
    callbacks,
    close: async () => {
      callbacks.stop()
      await Promise.all([shutServer(http), https && shutServer(https)])
    },
  }
}

function certificateFor(tls: ConnectWiseOptions['tls']) {
  if (!tls) return undefined
  return tls === true ? makeCertificate(HOST_NAMES, new Date()) : { ...tls, spkiHash: undefined }
}
