export default function OutcomeDialog() {
  return null
}
