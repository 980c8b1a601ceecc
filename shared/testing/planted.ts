/**
 * Secrets of many kinds, planted by tests at every door to be looked for everywhere else.
 * All are invented; built from pieces, so that no scanner takes one for real.
 */
import { readSample } from '../redact/samples/marked.ts'

const join = (...parts: string[]) => parts.join('')

const MARKED: Readonly<Record<string, string>> = {
  password: 'The password of the admin is ⟦Otter!Lamp77⟧ now.',
  'wifi key': 'WPA2 key: ⟦corkscrew-Plum-419⟧',
  'door code': 'The door code is ⟦48213907⟧.',
  'one-time code': 'Your verification code is ⟦739154⟧.',
  'access token': 'Authorization: Bearer ⟦d7f3a9c1e5b84260af13⟧',
  'api key': `github ⟦${join('gh', 'p_', '16C7e42F292c6912E7710c838347Ae178B4a')}⟧`,
  'recovery key':
    'BitLocker recovery key: ⟦419265-073128-558041-230978-612435-104929-385066-277123⟧',
  'connection string': 'Server=fs01;Database=erp;User Id=sa;Password=⟦Ibis#Crane52⟧;',
  'private key':
    '-----BEGIN RSA PRIVATE KEY-----\n⟦MIIEowIBAAKCAQEAx5k2LmZ0pRr8AK1BDq9hZp3vQ7xTt4vB1sdWQk2LmZ0pRr8A⟧\n-----END RSA PRIVATE KEY-----',
  'bank account': 'IBAN ⟦DE89370400440532013000⟧',
  card: 'Visa ⟦4539578763621486⟧ exp 09/28 cvv 123',
  'SNMP community': 'snmp-server community ⟦gr33nheron-rw⟧ RW',
}

export interface Planted {
  kind: string
  text: string
  secrets: string[]
}

export const PLANTED: readonly Planted[] = Object.entries(MARKED).map(([kind, marked]) => {
  const { text, secrets } = readSample(marked)
  return { kind, text, secrets }
})

/** All of them, a line or more for each. */
export const ALL_PLANTED = PLANTED.map(({ text }) => text).join('\n\n')
