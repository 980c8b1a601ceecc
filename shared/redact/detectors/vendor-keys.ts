/**
 * Keys of vendors: by the formats they document, and by label where the format says nothing.
 * Key ids, tenant, client and application ids stay; they name things and open nothing.
 */

import { findBeforeLabel } from '../before-label.ts'
import { isKey } from '../judge.ts'
import type { LabelRule } from '../label-rule.ts'
import { findLabelled } from '../labelled.ts'
import { ahead, behind, type Detector, NOTHING } from '../page.ts'
import { endOfLabel } from './label.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const key = (on: string, shape: RegExp, inside?: true): Shape => ({
  on,
  family: 'api key',
  shape,
  reach: 400,
  ...(inside ? { inside } : {}),
})

const formats: Shape[] = [
  key('ghp_,gho_,ghu_,ghs_,ghr_', /^gh[pousr]_[A-Za-z0-9]{20,255}/),
  key('github_pat_', /^github_pat_[A-Za-z0-9_]{22,255}/),
  key(
    'glpat-,gldt-,glrt-,glcbt-,glptt-,glft-,glsoat-,glimt-,glagent-',
    /^gl[a-z]{2,5}-[A-Za-z0-9_.-]{18,}/,
  ),
  key(
    'xoxb-,xoxp-,xoxa-,xoxr-,xoxs-,xoxe-,xoxe.,xoxc-,xoxd-,xapp-',
    /^(?:xox[a-z][-.]|xapp-)[A-Za-z0-9-%.]{10,}/,
  ),
  key(
    'sk_live_,sk_test_,rk_live_,rk_test_,whsec_',
    /^(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{14,}/,
  ),
  key(
    'akia,asia',
    /^A[KS]IA[A-Z0-9]{12,20}\W{1,6}(?:secret\W{1,4})?(?<secret>[A-Za-z0-9+/]{40})(?![\w+/])/i,
  ),
  key('aiza', /^AIza[A-Za-z0-9_-]{33,39}/, true),
  key('gocspx-', /^GOCSPX-[A-Za-z0-9_-]{20,}/),
  key('ya00.', /^ya29\.[A-Za-z0-9_-]{20,}/),
  key('0//0', /^1\/\/0[A-Za-z0-9_-]{20,}/),
  key('sg.', /^SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/),
  key('npm_', /^npm_[A-Za-z0-9]{30,}/),
  key('pypi-', /^pypi-[A-Za-z0-9_-]{50,}/),
  key('sk-ant-', /^sk-ant-[A-Za-z0-9_-]{20,}/),
  key(
    'sk-proj-,sk-svcacct-,sk-admin-,sk-or-,sk-',
    /^sk-(?:(?:proj|svcacct|admin|or-v1|None)-)?(?=[A-Za-z_-]{0,60}\d)[A-Za-z0-9_-]{20,}/,
  ),
  key('hf_', /^hf_[A-Za-z0-9]{30,}/),
  key(
    'gsk_,xai-,pplx-,r0_,tvly-,fw_',
    /^(?:gsk_|xai-|pplx-|r8_|tvly-|fw_)(?=[A-Za-z]*\d)[A-Za-z0-9]{22,}/,
  ),
  key('dop_v0_,doo_v0_,dor_v0_', /^do[opr]_v1_[a-f0-9]{40,}/),
  key('shpat_,shpca_,shppa_,shpss_', /^shp(?:at|ca|pa|ss)_[a-fA-F0-9]{30,}/),
  key('eaaa,eaac', /^EAA[A-Za-z0-9]{80,}/),
  key('sq0atp-,sq0csp-,eaaaeb', /^sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{20,}/),
  key('key-', /^key-[0-9a-f]{32}(?![0-9a-f])/),
  key('pat0000,pat-na0-,pat-eu0-', /^pat-[a-z]{2}\d-[0-9a-f-]{36}/),
  key('nrak-,nrii-,nrjs-', /^NR(?:AK|II|JS)-[A-Za-z0-9]{20,}/i),
  key('atatt,atctt,atbb', /^AT(?:ATT3|CTT3|BB)[A-Za-z0-9_=-]{20,}/),
  key('lin_api_', /^lin_api_[A-Za-z0-9]{30,}/),
  key('ntn_,secret_', /^(?:ntn|secret)_[A-Za-z0-9]{40,}/),
  key('figd_', /^figd_[A-Za-z0-9_-]{30,}/),
  key('dckr_pat_', /^dckr_pat_[A-Za-z0-9_-]{20,}/),
  key('hvs.,hvb.,hvr.', /^hv[sbr]\.[A-Za-z0-9_-]{20,}/),
  key('age-secret-key-', /^AGE-SECRET-KEY-1[A-Z0-9]{50,}/i),
  key('v0.0-', /^v1\.0-[a-f0-9]{20,}-[a-f0-9]{100,}/),
  key('tskey-', /^tskey-[a-z]+-[A-Za-z0-9-]{16,}/),
  key('glc_,glsa_', /^gl(?:c|sa)_[A-Za-z0-9+/=_]{30,}/),
  key('rubygems_', /^rubygems_[a-f0-9]{40,}/),
  key('tfp_', /^tfp_[A-Za-z0-9]{30,}/),
  key('xkeysib-', /^xkeysib-[a-f0-9]{40,}-[A-Za-z0-9]{10,}/),
  key('re_', /^re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,}/),
  key('nvapi-', /^nvapi-[A-Za-z0-9_-]{40,}/),
  key('pmak-', /^PMAK-[a-f0-9]{20,}-[a-f0-9]{30,}/i),
  key('sntrys_,sntryu_', /^sntry[su]_[A-Za-z0-9+/=_]{30,}/),
  key('ops_', /^ops_[A-Za-z0-9+/=_-]{60,}/),
  key(
    'a0-',
    /^A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/,
  ),
  key(':aa', /^:AA(?<secret>[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/, true),
]

/** A Telegram bot's token: number, colon, AA and 33 more; number and secret go together. */
const telegram: Detector = {
  name: 'Telegram token',
  triggers: ['0:aa'],
  find(page, start, end) {
    const before = /\d{7,10}$/.exec(behind(page, start + 1, 11))
    const after = /^[A-Za-z0-9_-]{30,40}(?![A-Za-z0-9_-])/.exec(ahead(page, end, 45))
    if (!before || !after) return NOTHING
    return [{ family: 'api key', start: start + 1 - before[0].length, end: end + after[0].length }]
  },
}

/** Microsoft client secrets: three characters, a digit, Q~ and 31 to 34 more. */
const clientSecret: Detector = {
  name: 'Microsoft client secret',
  triggers: ['0q~'],
  find(page, start, end) {
    const before = /[A-Za-z0-9_.~-]{3}$/.exec(behind(page, start, 3))
    const after = /^[A-Za-z0-9_.~-]{28,36}/.exec(ahead(page, end, 37))
    if (!before || !after) return NOTHING
    return [{ family: 'api key', start: start - 3, end: end + after[0].replace(/\.$/, '').length }]
  },
}

const apiKey: LabelRule = { family: 'api key', accepts: isKey, prose: true }
const accessToken: LabelRule = { family: 'access token', accepts: isKey, prose: true }

const LABELS: readonly [words: string, rule: LabelRule][] = [
  [
    "api key,api-key,api_key,apikey,api secret,api_secret,api-secret,apisecret,api token,api-token,api_token,apitoken,app key,app_key,appkey,app secret,app_secret,appsecret,app-secret,client secret,client_secret,client-secret,clientsecret,consumer secret,consumer_secret,consumersecret,consumer key,secret key,secret-key,secret_key,secretkey,secret access key,secret_access_key,secretaccesskey,secret-access-key,access key,access_key,accesskey,access-key,account key,account_key,accountkey,storage key,shared access key,sharedaccesskey,primary key,secondary key,subscription key,subscription-key,subscription_key,master key,master_key,masterkey,private key,private_key,privatekey,encryption key,encryption_key,encryptionkey,signing key,signing_key,signing secret,signing_secret,webhook secret,webhook_secret,skey,service key,service_key,site key,agent key,agent_key,installation key,install key,enrollment key,enrolment key,enrollment token,deployment key,deploy key,deploy token,registration key,registration token,registration_token,join token,provisioning key,auth key,auth_key,authkey,secret value,api-schlussel,api schlussel,geheimer schlussel,geheimer clientschlussel,zugriffsschlussel,cle api,cle d'api,cle secrete,clave api,clave de api,clave secreta,api-sleutel,geheime sleutel,account sid token,apns key,publishing token,license server key,connectwise private key,rmm key,psa key,machine key,validationkey,decryptionkey,x-api-key,x-auth-token,x-auth-key,x-functions-key,x-subscription-token,x-vault-token,private-token,ocp-apim-subscription-key,xi-api-key,x-access-token,x-token,x-goog-api-key",
    apiKey,
  ],
  [
    'token,access_token,auth_token,authtoken,accesstoken,refresh_token,refreshtoken,bearer token,jeton,sas,sas url token,session id,session key,sessionkey,session_key,jwt,_authtoken',
    accessToken,
  ],
]

const NOT_A_SECRET =
  /(?:public|registry|foreign|product|host|partial|primary registry|hot|function|sort|partition|composite|natural|surrogate|index|candidate|unique)\s?$/i
const NAMES_ONLY =
  /^["']?\s?[_-]?(?:id|ids|name|names|identifier|type|count|thumbprint|fingerprint|expir\w*|length|size|version|usage|vault|pair|rotation|protector|issuer|audience|endpoint|url|uri|path|file|location)\b/i

const byLabel: Detector[] = LABELS.map(([words, rule]) => ({
  name: `${rule.family} by label`,
  byLabel: true,
  triggers: words.split(','),
  find(page, start, end) {
    const word = page.text.slice(start, end).toLowerCase()
    const labelEnd = endOfLabel(page, start, end, word !== 'token')
    if (labelEnd < 0 || NOT_A_SECRET.test(behind(page, start, 20))) return NOTHING
    if (NAMES_ONLY.test(page.text.slice(labelEnd, labelEnd + 20))) return NOTHING
    if (
      /^(?:primary|secondary) key$/.test(word) &&
      !/storage|azure|cosmos|subscription|account|conn/i.test(behind(page, start, 80))
    )
      return NOTHING
    if (/^session/.test(word) && !/^["']?\s?[:=]/.test(page.text.slice(labelEnd, labelEnd + 4)))
      return NOTHING
    if (word === 'sas' && page.text.slice(start, end) !== 'SAS') return NOTHING
    const found = findLabelled(page, start, labelEnd, rule)
    return [...found, ...findBeforeLabel(page, start, rule)]
  },
}))

export const vendorKeys: Detector[] = [
  ...shapeDetectors(formats),
  telegram,
  clientSecret,
  ...byLabel,
]
