/**
 * The contract for people and programs: the OpenAPI document, and a page that shows it.
 *
 * The page's script and style come from the installed package through this server, so that it
 * works without any other address, and its policy allows no other either.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { openAPIRouteHandler } from 'hono-openapi'
import { refuse } from '#shared/route.ts'
import type { App } from './answer.ts'

export function docsRoutes({ hono, deps, schemas, toDescribe }: App): void {
  const tell = openAPIRouteHandler(hono, {
    documentation: {
      info: {
        title: 'ResolutionFlow',
        version: '0.1.0',
        description: 'Sign in with POST /api/sign-in and send the access token as Bearer.',
      },
      servers: [{ url: deps.config.publicUrl.origin }],
      components: {
        schemas,
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      },
      security: [{ bearer: [] }],
    },
  })
  hono.get('/api/openapi.json', (c, next) => {
    for (const describe of toDescribe.splice(0)) describe()
    return tell(c, next)
  })

  hono.get('/api/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY }))

  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  hono.get('/api/docs/:file', async (c) => {
    const type = FILES[c.req.param('file')]
    if (!type) return refuse('notFound', 'There is nothing at this address.')
    const text =
      c.req.param('file') === 'start.js'
        ? START
        : await readFile(join(folder, c.req.param('file')), 'utf8')
    return c.body(text, 200, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'max-age=3600',
    })
  })
}

const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'start.js': 'text/javascript',
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>ResolutionFlow API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', validatorUrl: null })
`
