/** Check digits: what tells a real number from one that only looks like it. */

/** Cards: each second digit doubled, sum divisible by ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, twice = false; at >= 0; at--, twice = !twice) {
    const digit = digits.charCodeAt(at) - 48
    sum += twice ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}

/** IBAN: first four to the end, letters as 10 to 35, remainder 1 by 97. Spaces removed. */
export function passesMod97(iban: string): boolean {
  let rest = 0
  for (const letter of (iban.slice(4) + iban.slice(0, 4)).toUpperCase())
    for (const digit of parseInt(letter, 36).toString()) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** US bank routing numbers: weights 3, 7, 1. */
export function passesRouting(digits: string): boolean {
  if (digits.length !== 9) return false
  let sum = 0
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * [3, 7, 1][at % 3]!
  return sum % 10 === 0 && sum > 0
}

/** US social security numbers: what was never issued. */
export function couldBeSsn(area: string, group: string, serial: string): boolean {
  return area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000'
}
