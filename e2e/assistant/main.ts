/**
 * `npm run assistant:standin`: the stand-ins for model and embedder alone, with the brain of the
 * demonstration, to try the product against them. Says where they are and how to point it there.
 */
import { createDemoBrain } from './demo-brain.ts'
import { startEmbedder } from './embedder.ts'
import { serveAssistant } from './server.ts'

const port = Number(process.env.ASSISTANT_PORT ?? 4555)
const brain = createDemoBrain({ pace: { headersMs: 400, eventMs: 12 } })
const [assistant, embedder] = await Promise.all([
  serveAssistant({ port, brain }),
  startEmbedder({ port: port && port + 1 }),
]).catch((error) => {
  if (error.code !== 'EADDRINUSE') throw error
  console.error(
    `Port ${port} or ${port + 1} is taken. Set ASSISTANT_PORT to a free one and start again.`,
  )
  process.exit(1)
})

console.log(`
Stand-ins for the model and the embedder

  Model         ${assistant.url}
  Embedder      ${embedder.url}
  Steer it      ${assistant.url}/_standin/

Point the API at it
  ASSISTANT_MODE=demo ANTHROPIC_API_KEY=demo ANTHROPIC_BASE_URL=${assistant.url} npm run api

Stop it with Ctrl+C.
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await Promise.all([assistant.stop(), embedder.stop()])
    process.exit(0)
  })
