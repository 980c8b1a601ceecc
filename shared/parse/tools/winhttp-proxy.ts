/** `netsh winhttp show proxy`: does the system go out through a proxy. */
import { fact, findLine, type ReadTool } from '../output.ts'

const DIRECT =
  /^\s*(Direct access \(no proxy server\)|Direktzugriff \(kein Proxyserver\)|Accès direct \(sans serveur proxy\)|Acceso directo \(sin servidor proxy\))/i
const PROXY =
  /^\s*(?:Proxy Server\(s\)|Proxyserver|Serveur\(s\) proxy|Servidor\(?e?s?\)? proxy)\s*:\s*(\S+)/i

export const readWinhttpProxy: ReadTool = (output) => {
  if (!/WinHTTP/i.test(output.text)) return undefined
  const direct = findLine(output, DIRECT)
  if (direct) {
    return {
      tool: 'netsh winhttp show proxy',
      findings: ['proxy_none'],
      facts: [fact('The system uses no proxy.', direct)],
    }
  }
  const line = findLine(output, PROXY)
  const proxy = PROXY.exec(line ?? '')?.[1]
  if (!line || !proxy) return undefined
  return {
    tool: 'netsh winhttp show proxy',
    findings: ['proxy_set'],
    facts: [fact(`The system uses the proxy ${proxy}.`, line)],
  }
}
