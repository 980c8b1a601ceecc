/** The least a server can be when it starts: bare `node:http` with one answer. */
import { createServer } from 'node:http'

createServer((_, response) => response.end('{}')).listen(Number(process.env.PORT), '127.0.0.1')
