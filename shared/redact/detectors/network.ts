/**
 * Secrets of network gear: Cisco, Juniper, FortiGate, SonicWall, Mikrotik, Ubiquiti, Aruba,
 * Palo Alto, WireGuard, strongSwan, and Wi-Fi profiles of Windows.
 *
 * Encrypted forms (type 5, 7, 9, ENC) go as well: type 7 is reversible and the others can be
 * guessed offline. What names things stays: hosts, users, key numbers, algorithms.
 */

import { findBeforeLabel } from '../before-label.ts'
import { isKey, isPassword } from '../judge.ts'
import type { LabelRule } from '../label-rule.ts'
import { findLabelled } from '../labelled.ts'
import { behind, type Detector, NOTHING, restOfLine, startOfLine } from '../page.ts'
import type { Value } from '../value.ts'
import { isOrdinaryWord } from '../words.ts'
import { endOfLabel, startsHump } from './label.ts'
import { type Lead, leadDetectors, type Shape, shapeDetectors } from './rules.ts'

const secret = (on: string, lead: RegExp): Lead => ({
  on,
  family: 'network secret',
  lead,
  accepts: ({ text }) =>
    !isOrdinaryWord(text) &&
    !/^(?:\d|md5|sha\d*|hmac\S*|address|ascii-text|hexadecimal|local|remote|key|encrypted|hash|plaintext|rollover|hidden|policy|server|size|length)$/i.test(
      text,
    ),
})
const password = (on: string, lead: RegExp): Lead => ({ ...secret(on, lead), family: 'password' })

/** An optional encryption type before the secret: `7 0822…`, `5 $1$…`, `ENC …`. */
const TYPE = String.raw`(?:(?:[0-9]|encrypted|ENC|ascii|hex|plaintext|sha1|sha512|md5|clear-text|cipher|irreversible-cipher|simple)\s+)?`
const cisco = (source: string) => new RegExp(`^${source.replaceAll('{type}', TYPE)}`, 'i')

const configurations: Lead[] = [
  password(
    'enable secret,enable password,enable algorithm',
    cisco(
      String.raw`enable\s+(?:algorithm-type\s+\w+\s+)?(?:secret|password)\s+(?:level\s+\d+\s+)?{type}(?=\S)`,
    ),
  ),
  password(
    'username',
    cisco(
      String.raw`username\s+\S+\s+(?:privilege\s+\d+\s+|role\s+\S+\s+|algorithm-type\s+\w+\s+)*(?:secret|password)\s+{type}(?=\S)`,
    ),
  ),
  password(
    'password ',
    cisco(
      String.raw`password\s+(?:[0579]|encrypted|plaintext|sha1|sha512|ENC|cipher|irreversible-cipher)\s+(?=\S)`,
    ),
  ),
  password(
    'password manager,password operator',
    cisco(
      String.raw`password\s+(?:manager|operator)\s+(?:user-name\s+\S+\s+)?(?:plaintext|sha1|sha256)\s+(?=\S)`,
    ),
  ),
  password('secret ', cisco(String.raw`secret\s+(?:[045789]|ENC|encrypted)\s+(?=\S)`)),
  password(
    'set password,set passwd,set passphrase,set psksecret,set secret,set ppk-secret,set sae-password,set auth-pwd,set priv-pwd,set private-key,set key ',
    cisco(String.raw`set\s+[\w-]+\s+{type}(?=\S)`),
  ),
  password('encrypted-password', /^encrypted-password\s+/i),
  secret(
    'radius-server,tacacs-server,radius server,tacacs server',
    cisco(String.raw`(?:radius|tacacs)[- ]server\s[^\n]{0,120}?\bkey\s+{type}(?=\S)`),
  ),
  secret('key ', /^key\s+(?:[0567]|ENC|hex|encrypted)\s+(?=\S{4})/i),
  secret('key-string,keystring', cisco(String.raw`key-?string\s+{type}(?=\S)`)),
  secret(
    'server-key,shared-key,auth-key,authentication-key,auth-pass,shared-secret,sharedsecret',
    cisco(
      String.raw`[\w-]+\s+(?:\d{1,5}\s+(?:md5|sha\d?|hmac-[\w-]+)\s+)?{type}(?=["']?[\w$!@#%^&*+/=-]{4})`,
    ),
  ),
  secret(
    'snmp-server community,snmp community,set snmp community,snmp set community,snmp-server user,snmp-server host',
    /^(?:set\s+)?snmp(?:-server)?\s+(?:set\s+)?(?:community\s+(?:string\s+)?(?:(?:add|name|\d)\s+)?|host\s+\S+\s+(?:(?:traps?|informs?|version|2c|1)\s+)+|user\s+\S+\s+\S+\s+v3\s+(?:encrypted\s+)?auth\s+\w+\s+)(?!is\b|was\b|string|:|=)/i,
  ),
  secret(
    'snmp-server user',
    /^snmp-server\s+user\s[^\n]{0,160}?\spriv\s+(?:(?:aes|3?des)\s+)?(?:\d+\s+)?/i,
  ),
  secret(
    'crypto isakmp key,isakmp key,crypto ikev1 key',
    cisco(String.raw`(?:crypto\s+)?(?:isakmp|ikev1)\s+key\s+{type}(?=\S)`),
  ),
  secret(
    'pre-shared-key,preshared-key,pre-share-key,pre_shared_key',
    cisco(
      String.raw`pre-?_?share(?:d)?[-_]key\s+(?:local\s+|remote\s+)?(?:address\s+\S+\s+(?:\S+\s+)?key\s+|ascii-text\s+|hexadecimal\s+)?{type}(?=["']?[^\s:=])`,
    ),
  ),
  secret(
    'message-digest-key',
    cisco(String.raw`message-digest-key\s+\d+\s+(?:md5|sha\w*)\s+{type}`),
  ),
  secret('authentication-key', cisco(String.raw`authentication-key\s+{type}(?=\S)`)),
  secret(
    'ntp authentication-key',
    cisco(String.raw`ntp\s+authentication-key\s+\d+\s+\w+\s+{type}(?=\S)`),
  ),
  secret('createuser', /^createUser\s+\S+\s+(?:MD5|SHA\S*)\s+/i),
  secret('createuser', /^createUser\s+\S+\s+(?:MD5|SHA\S*)\s+(?:"[^"]*"|\S+)\s+(?:DES|AES\S*)\s+/i),
  secret('option key', /^option\s+key\s+(?=['"])/i),
  secret('set-key ', /^set-key\s+(?:ascii|hex)\s+(?=\S{8})/i),
  secret('neighbor', cisco(String.raw`neighbor\s+\S+\s+password\s+{type}`)),
  secret(
    'standby,vrrp,glbp',
    cisco(String.raw`\w+\s+\d+\s+authentication\s+(?:md5\s+key-string\s+|text\s+)?{type}(?=\S)`),
  ),
  secret(
    'ppp chap password,ppp pap sent-username,ppp chap',
    cisco(String.raw`ppp\s+(?:chap|pap)\s+(?:sent-username\s+\S+\s+)?password\s+{type}`),
  ),
  secret(
    'wpa-psk,wpa-passphrase,wpa2-psk',
    cisco(
      String.raw`(?:security\s+)?wpa2?-(?:psk|passphrase)\s+(?:set-key\s+)?{type}(?:0\s+)?(?=["']?\S{8})`,
    ),
  ),
  secret(
    'ldap-login-password,vpdn username',
    cisco(String.raw`[\w-]+\s+(?:username\s+\S+\s+password\s+)?{type}(?=\S)`),
  ),
  secret('psk ', /^psk\s+(?=["']?(?=\S*\d)\S{8})/i),
  secret(': psk', /^:\s+PSK\s+/i),
  secret('privatekey', /^PrivateKey\s*=\s*/i),
  secret('presharedkey', /^PresharedKey\s*=\s*/i),
]

const shapes: Shape[] = [
  {
    on: '"n":"',
    family: 'password',
    shape: /^"n":"[^"]{1,64}","t":"[0-9a-f]{1,20}","p":"(?<secret>[^"]{4,128})"/i,
    inside: true,
  },
  { on: 'enc ', family: 'network secret', shape: /^ENC\s+(?<secret>[A-Za-z0-9+/]{12,}={0,2})/ },
  {
    on: '$9$,$8$,$14$',
    family: 'password hash',
    shape: /^\$(?:8|9|14)\$[A-Za-z0-9./+_-]{6,}(?:\$[A-Za-z0-9./+_-]{6,})?/,
    inside: true,
  },
  { on: '<phash', family: 'password hash', shape: /^<phash>(?<secret>[^<\s]{6,})/i },
  { on: 'wifi:', family: 'wifi key', shape: /^WIFI:[^\r\n]{0,120}?P:(?<secret>[^;\r\n]{4,63});/i },
  {
    on: 'ssid',
    family: 'wifi key',
    shape:
      /^ssid\b[:= ]{1,4}[^\r\n]{1,40}?[\s,/;|]{1,4}(?:key|pass\w{0,9}|pw|psk|code|schlüssel|clé|clave|sleutel)\b\s{0,3}[:=]?\s{1,4}["']?(?<secret>(?=\S*[\d!@#$%^&*_-])[^\s"',;]{8,63})/i,
  },
  {
    on: 'keymaterial',
    family: 'wifi key',
    shape: /^keyMaterial\s?[>=]\s?["']?(?<secret>[^<"'\r\n]{5,130}?)["']?(?=<|\s|$)/i,
  },
  {
    on: 'wpa_passphrase ',
    family: 'wifi key',
    shape: /^wpa_passphrase\s+(?:"[^"]+"|\S+)\s+["']?(?<secret>[^\s"']{8,63})/i,
  },
]

const isShared = (value: Value, trust: 'sure' | 'likely' | 'maybe', after: string) =>
  !/^(?:public|private)$/i.test(value.text) ? isPassword(value, trust, after) : trust !== 'maybe'

const networkSecret: LabelRule = { family: 'network secret', prose: true, accepts: isShared }
const wifiKey: LabelRule = {
  family: 'wifi key',
  prose: true,
  accepts: (value, trust, after) =>
    isPassword(value, trust, after) || /^\d{8,63}$/.test(value.text),
}
const wepKey: LabelRule = { family: 'wifi key', prose: true, accepts: isKey }

const labels: readonly [words: string, rule: LabelRule][] = [
  [
    'shared key,preshared,ospf auth key,ospf authentication key,eigrp key,hsrp key,shared secret,shared-secret,shared_secret,sharedsecret,radius secret,radius_secret,radius key,tacacs key,tacacs secret,preshared key,pre-shared key,pre shared key,presharedkey,pre_shared_key,pre-shared-key,vpn key,vpn secret,vpn psk,tunnel key,ipsec key,ipsec psk,ipsec secret,ike key,l2tp secret,psksecret,vorinstallierter schlussel,vorinstallierten schlussel,gemeinsames geheimnis,gemeinsamer schlussel,secret partage,radius_key,tacacs_key,cle partagee,cle pre-partagee,cle prepartagee,clave precompartida,clave compartida,secreto compartido,gedeelde sleutel,gedeeld geheim,community string,snmp community,snmp string,snmpv3 auth,auth pass,authpass,privpass,priv pass,auth-pass,snmp-community,rocommunity,rwcommunity,trap-community,md5 key,ospf key,bgp key,enable secret',
    networkSecret,
  ],
  [
    'psk,wi-fi key,wifi key,wlan key,wireless key,wpa key,wpa2 key,wpa3 key,wep key,network security key,network key,wlan-schlussel,wlan schlussel,wlan-key,netzwerkschlussel,netzwerksicherheitsschlussel,cle wifi,cle wi-fi,cle wpa,cle de securite,clave wifi,clave wi-fi,clave de red,wifi-sleutel,netwerksleutel,wifi code,wlan code,wlan-code,code wifi,code wi-fi,code wlan,key content,schlusselinhalt,contenu de la cle,contenido de la clave,sleutelinhoud,contenuto chiave,wpa_passphrase,wpa-passphrase,wpapsk,x_passphrase,x_iapp_key,sae_password,wpa2-pre-shared-key,wpa-pre-shared-key,wpa3-pre-shared-key,hotspot key',
    wifiKey,
  ],
  ['wep0,wepkey', wepKey],
]

const byLabel: Detector[] = labels.map(([words, rule]) => ({
  name: `${rule.family} by label`,
  byLabel: true,
  triggers: words.split(','),
  find(page, start, end) {
    const labelEnd = endOfLabel(page, start, end, true)
    if (labelEnd < 0) return NOTHING
    const found = findLabelled(page, start, labelEnd, rule)
    return [...found, ...findBeforeLabel(page, start, rule)]
  },
}))

/** Mikrotik `/ppp secret add name=x password=y`: `secret=` is a value, `secret add` is a menu. */
const secretWord: Detector = {
  name: 'secret by label',
  byLabel: true,
  triggers: ['secret', 'geheimnis'],
  find(page, start, end) {
    if (
      /(?:client|app|consumer|api|totp|otp|mfa|2fa)[ _-]{0,2}$|shared[ _-]$|top $|trade $/i.test(
        behind(page, start, 12),
      )
    )
      return NOTHING
    const labelEnd = endOfLabel(page, start, end, false)
    if (labelEnd < 0) return NOTHING
    return findLabelled(page, start, labelEnd, {
      family: 'network secret',
      prose: true,
      accepts: isSecret,
    })
  },
}

/** After the bare word only something made up counts, or a value with a colon. */
function isSecret(value: Value, trust: 'sure' | 'likely' | 'maybe', after: string): boolean {
  if (
    /^(?:add|print|set|id|santa|server|question|sauce|key|manager|access|scan|scanner|store|expir\w+)$/i.test(
      value.text,
    )
  )
    return false
  return trust === 'likely' ? isPassword(value, 'maybe', after) : isPassword(value, trust, after)
}

/** FortiGate names an SNMP community with `set name` below its head. */
const fortigateCommunity: Detector = {
  name: 'name of an SNMP community',
  triggers: ['set name '],
  find(page, start, end) {
    if (!/\bsnmp community\s[\s\S]{0,60}$/.test(behind(page, start, 120))) return NOTHING
    const found = /^"?([^\s"]{3,60})"?/.exec(restOfLine(page, end, 80))
    if (!found) return NOTHING
    const at = end + found[0].indexOf(found[1]!)
    return [{ family: 'network secret', start: at, end: at + found[1]!.length }]
  },
}

/** A line ` key x` below the head of a RADIUS or TACACS server. */
const keyOfServer: Detector = {
  name: 'key of a server',
  triggers: ['key '],
  find(page, start, end) {
    if (
      startOfLine(page, start).trim() ||
      !/\b(?:radius|tacacs|aaa-server)\b/i.test(behind(page, start, 200))
    )
      return NOTHING
    const found = /^(?:[0-9] )?["']?([^\s"']{4,80})["']?\s*$/.exec(restOfLine(page, end, 100))
    if (!found || isOrdinaryWord(found[1]!)) return NOTHING
    const at = end + found[0].indexOf(found[1]!)
    return [{ family: 'network secret', start: at, end: at + found[1]!.length }]
  },
}

/** "The key for the guest Wi-Fi is x": a key by what the sentence is about. */
const keyOfNetwork: Detector = {
  name: 'network key',
  byLabel: true,
  triggers: ['key', 'schlussel', 'sleutel', 'cle', 'clave', 'community', 'string'],
  find(page, start, end) {
    if (!startsHump(page, start)) return NOTHING
    const labelEnd = endOfLabel(page, start, end, true)
    if (labelEnd < 0) return NOTHING
    const around = `${startOfLine(page, start, 60)} ${restOfLine(page, labelEnd, 60)}`
    const word = page.text.slice(start, end).toLowerCase()
    const subject = /^(?:community|string)$/.test(word)
      ? /\bsnmp/i
      : /\b(?:wi-?fi|wlan|ssid|wireless|hotspot|guest net|vpn|tunnel|ipsec|radius|router label|modem label|access point)\b/i
    if (!subject.test(around) || NOT_A_SECRET.test(around)) return NOTHING
    const family =
      /^(?:community|string)$/.test(word) || /vpn|tunnel|ipsec|radius/i.test(around)
        ? 'network secret'
        : 'wifi key'
    return findLabelled(page, start, labelEnd, { family, prose: true, accepts: isShared })
  },
}

const NOT_A_SECRET = /\b(?:registry|public|hk(?:lm|cu)|host|exchange|version|id)\b/i

export const network: Detector[] = [
  keyOfNetwork,
  keyOfServer,
  fortigateCommunity,
  ...leadDetectors(configurations),
  ...shapeDetectors(shapes),
  ...byLabel,
  secretWord,
]
