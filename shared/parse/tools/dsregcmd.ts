/** `dsregcmd /status`: what the device is joined to and whether its user has a token. English only. */
import type { Finding } from '../finding.ts'
import { fact, field, fieldsOf, type OutputFact, type ReadTool } from '../output.ts'

const NONE = '0x0'

export const readDsregcmd: ReadTool = ({ lines }) => {
  const fields = fieldsOf(lines)
  const of = (label: string) => field(fields, new RegExp(`^${label}$`, 'i'))
  const said = (label: string) => /^yes$/i.test(of(label)?.values[0] ?? '')
  const [entra, domain] = [of('AzureAdJoined'), of('DomainJoined')]
  if (!entra && !of('AzureAdPrt')) return undefined
  const findings: Finding[] = []
  const facts: OutputFact[] = []
  if (entra && domain) {
    if (said('AzureAdJoined')) findings.push('joined_entra')
    if (said('DomainJoined')) findings.push('joined_domain')
    if (findings.length === 0) findings.push('not_joined')
    facts.push(fact(tellJoin(said('AzureAdJoined'), said('DomainJoined')), entra.line))
  }
  const token = of('AzureAdPrt')
  if (token) {
    findings.push(said('AzureAdPrt') ? 'token_held' : 'token_missing')
    facts.push(
      fact(
        said('AzureAdPrt')
          ? 'The user has a primary refresh token.'
          : 'The user has no primary refresh token.',
        token.line,
      ),
    )
  }
  const until = of('AzureAdPrtExpiryTime')
  if (until?.values[0]) facts.push(fact(`The token ends ${until.values[0]}.`, until.line))
  for (const label of [
    'Attempt Status',
    'Server Error Code',
    'Server Error Description',
    'Client ErrorCode',
    'Last HostName',
  ]) {
    const one = of(label)
    const value = one?.values.join(' ')
    if (one && value && value !== NONE)
      facts.push(fact(`${label}: ${value}`.slice(0, 400), one.line))
  }
  return { tool: 'dsregcmd /status', findings, facts }
}

function tellJoin(isEntra: boolean, isDomain: boolean): string {
  if (isEntra && isDomain) return 'The device is joined to the domain and to Entra ID.'
  if (isEntra) return 'The device is joined to Entra ID only.'
  return isDomain ? 'The device is joined to the domain only.' : 'The device is joined to nothing.'
}
