/** `ipconfig /all`: the adapters that carry traffic, and what they lack. */
import type { Finding } from '../finding.ts'
import {
  type Field,
  fact,
  field,
  fieldsOf,
  type Output,
  type OutputFact,
  type ReadTool,
} from '../output.ts'

const ADDRESS =
  /^((autoconfiguration|autokonfiguration|automatisch\w*).*ipv4|ipv4|adresse ipv4|adresse d.autoconfiguration ipv4|dirección ipv4|ip address)/i
const GATEWAY =
  /^(default gateway|standardgateway|passerelle par défaut|puerta de enlace predeterminada)/i
const DNS = /^(dns servers|dns-server|serveurs dns|servidores dns)/i
const DHCP = /^(dhcp server|dhcp-server|serveur dhcp|servidor dhcp)/i
const ENDS = /^(lease expires|lease läuft ab|bail expirant|la concesión expira)/i
const STATE = /^(media state|medienstatus|statut du média|estado de los medios)/i
const IS_OUT = /disconnected|getrennt|déconnecté|desconectado/i

export const readIpconfig: ReadTool = (output) => {
  const adapters = adaptersOf(output)
  const isOne = adapters.some(({ fields }) => field(fields, ADDRESS) || field(fields, STATE))
  if (!isOne || !/ipconfig|adapter|carte |adaptador/i.test(output.text)) return undefined
  const findings = new Set<Finding>()
  const facts: OutputFact[] = []
  for (const { name, fields } of adapters) {
    const address = field(fields, ADDRESS)
    const ip = address?.values[0]?.replace(/\(.*$/, '').trim()
    if (!address || !ip || !/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) continue
    facts.push(...tellAdapter(name, ip, address, fields, findings))
  }
  if (facts.length === 0) {
    const out = adapters.find(({ fields }) => IS_OUT.test(field(fields, STATE)?.values[0] ?? ''))
    if (!out) return undefined
    findings.add('cable_out')
    facts.push(fact(`${out.name} is not connected.`, field(out.fields, STATE)?.line ?? ''))
  }
  return { tool: 'ipconfig /all', findings: [...findings], facts }
}

function tellAdapter(
  name: string,
  ip: string,
  address: Field,
  fields: readonly Field[],
  findings: Set<Finding>,
): OutputFact[] {
  if (ip.startsWith('169.254.')) {
    findings.add('address_none')
    return [fact(`${name} gave itself ${ip}: no DHCP server answered.`, address.line)]
  }
  findings.add('address_given')
  const facts = [fact(`${name} has the address ${ip}.`, address.line)]
  const gateway = field(fields, GATEWAY)
  const gateways = (gateway?.values ?? []).filter((one) => /^[\d.]+$/.test(one))
  const dns = field(fields, DNS)
  if (gateway && gateway.values.length === 0) {
    findings.add('gateway_none')
    facts.push(fact(`${name} has no gateway.`, gateway.line))
  } else if (gateway && gateways[0]) {
    facts.push(fact(`Gateway of ${name}: ${gateways.join(', ')}.`, gateway.line))
  }
  if (dns && dns.values.length > 0) {
    facts.push(fact(`DNS servers of ${name}: ${dns.values.join(', ')}.`, dns.line))
  } else {
    findings.add('dns_server_none')
    facts.push(fact(`${name} has no DNS server.`, (dns ?? address).line))
  }
  const dhcp = field(fields, DHCP)
  if (dhcp?.values[0]) facts.push(fact(`Address from DHCP server ${dhcp.values[0]}.`, dhcp.line))
  const ends = field(fields, ENDS)
  if (ends?.values[0]) facts.push(fact(`The lease ends ${ends.values[0]}.`, ends.line))
  return facts
}

interface Adapter {
  name: string
  fields: Field[]
}

/** Each begins with a line that stands at the margin and ends with a colon. */
function adaptersOf({ lines }: Output): Adapter[] {
  const starts = lines.flatMap((line, at) => (/^\S.*:\s*$/.test(line) ? [at] : []))
  return starts.map((start, at) => ({
    name: nameOf(lines[start] ?? ''),
    fields: fieldsOf(lines.slice(start + 1, starts[at + 1] ?? lines.length).filter(Boolean)),
  }))
}

const nameOf = (line: string): string =>
  line
    .replace(/:\s*$/, '')
    .replace(
      /^.*?\b(adapter|adaptador|carte)\s+(réseau sans fil\s+|ethernet\s+|de ethernet\s+)?/i,
      '',
    )
    .trim()
    .slice(0, 60)
