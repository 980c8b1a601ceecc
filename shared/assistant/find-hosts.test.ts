import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { runsOf } from '../testing/runs-of.ts'
import { hostFinder, hostsNamedIn, maskHosts } from './find-hosts.ts'

const found = (text: string, known: string[] = []) => {
  const all = hostFinder(known)(text).map(({ start, end }) => text.slice(start, end))
  return [...new Set(all)]
}

test.each([
  ['ping 10.0.4.7, not 10.0.4.77.', ['10.0.4.7', '10.0.4.77']],
  ['\\\\nas-muc\\daten and \\\\files.adler.local\\x', ['nas-muc', 'files.adler.local']],
  ['https://portal.adler.example:8443/x', ['portal.adler.example']],
  ['PRD-FS01 and dc-2, ADLER-PC, DESKTOP-7F2K9', ['PRD-FS01', 'dc-2', 'ADLER-PC', 'DESKTOP-7F2K9']],
  ['Host Name . . . . . : BORG', ['BORG']],
  ['Test-NetConnection -ComputerName borg', ['borg']],
  ['fe80::1c2d:3 at 00-1A-2b-3c-4D-5E', ['fe80::1c2d:3', '00-1A-2b-3c-4D-5E']],
])('in “%s” are machines', (text, machines) => {
  expect(found(text).toSorted()).toEqual(machines.toSorted())
})

test.each([
  'localhost, 127.0.0.1, mask 255.255.255.0, 0.0.0.0, self-given 169.254.3.9, ask 8.8.8.8',
  'KB5034441, event 4740, 0x80070005, CVE-2026-1234, 10.0.19045.3803, SHA-256, TLS 1.2, AES256',
  'at 10:15:32 on 2026-11-28T10:15:32Z; [Math]::Add(1); std::abs; a::b',
  'C:\\Windows\\System32\\drivers, setup.exe, Get-Service, notes.md, e.g. this, ASP.NET',
  'sign in at https://login.microsoftonline.com and learn.microsoft.com',
  'the file server, the print server and the PC do not answer; Windows 11, Office 365',
])('“%s” tells of no machine of anybody’s', (text) => expect(found(text)).toEqual([]))

test('one known by name is found in any spelling, alone and within a longer name', () => {
  expect(found('borg, BORG and Borg-old; borgware', ['Borg'])).toEqual(['borg', 'BORG', 'Borg'])
})

test('what stands where only a machine can is known by its bare name', () => {
  const texts = ['open \\\\nas-muc\\daten', 'Computer name: BORG', 'files.adler.local, www.x.local']
  expect(hostsNamedIn(texts)).toEqual(['nas-muc', 'borg', 'files'])
})

test('no text, however put together, keeps an address', () => {
  const part = fc.constantFrom(
    ...['10.0.4.7', '\\\\', 'a.b', 'FS01', '::', ':', 'http://', '-', 'x', ' ', '.local', '[host]'],
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const masked = maskHosts(parts.join(''))
      expect(masked).not.toMatch(/(?<![\d.\w])10\.0\.4\.7(?![\w.])/)
    }),
    { seed: 128383, numRuns: runsOf(500) },
  )
})

test('a flow’s own words hold hardly any: what is masked is an example of one', () => {
  const texts = new Set(JSON.stringify(BUILT_IN_FLOWS).split(/[",\s]+/))
  const masked = [...texts].filter((text) => maskHosts(text) !== text)
  expect(masked.length).toBeLessThan(80)
  expect(masked.filter((text) => /^[a-z ]+$/i.test(text))).toEqual([])
})
