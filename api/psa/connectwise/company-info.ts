/**
 * Where a company's API is: asked of ConnectWise itself, without signing in.
 *
 * The answer names an API host and a codebase that changes with each upgrade of a cloud tenant.
 * Both come from outside, and our keys are sent there, so a host is followed only if it is the
 * one that was typed or the vendor's own; anything else is passed over.
 */
import * as z from 'zod'
import { isKnownHost, isRestHost } from '#shared/ticket/ticket-ref.ts'

export const CompanyInfo = z.object({
  Codebase: z.string().nullish(),
  SiteUrl: z.string().nullish(),
  VersionCode: z.string().nullish(),
})

/** Own servers have only this one; the cloud sends it on to the newest. */
export const OWN_CODEBASE = 'v4_6_release/'

/** `https://api-na.myconnectwise.net/v2026_4/apis/3.0`. */
export function baseUrl(site: string, info: z.infer<typeof CompanyInfo>): string {
  const codebase = info.Codebase?.trim().replace(/\/*$/, '/') ?? ''
  const isPlain = /^[\w.-]+\/$/.test(codebase) && !codebase.includes('..')
  return `${apiOrigin(site, info.SiteUrl ?? '')}/${isPlain ? codebase : OWN_CODEBASE}apis/3.0`
}

function apiOrigin(site: string, siteUrl: string): string {
  const named = siteUrl.includes('://') ? siteUrl : `https://${siteUrl}`
  if (siteUrl && URL.canParse(named)) {
    const { origin } = new URL(named)
    if ((isKnownHost(site) || isRestHost(site)) && (isKnownHost(origin) || isRestHost(origin))) {
      return origin
    }
  }
  if (!isKnownHost(site)) return site
  return site.replace('https://', 'https://api-')
}

/** The host people sign in at, where company info is asked: without the API's prefix. */
export const signInOrigin = (site: string): string =>
  isRestHost(site) ? site.replace('https://api-', 'https://') : site
