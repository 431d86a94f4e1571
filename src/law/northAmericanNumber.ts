/** Numbers under +1: which country's person may have one. The United States, Canada and islands share the plan. */

/** Area codes of Canada (known, not verified: K). */
const canada = new Set(
  (
    '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 460 ' +
    '468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 ' +
    '819 825 867 873 879 902 905 942'
  ).split(' '),
)
/** Area codes of other countries of the plan: Bermuda and the Caribbean (K). */
const islands = new Set(
  '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876'.split(' '),
)
/** Free, premium, personal, machine and services: nobody's home telephone. */
const services =
  /^(?:8(?:00|22|33|44|55|66|77|80|81|82|88)|900|5(?:00|21|22|23|24|25|26|27|28|29|33|44|66|77|88)|700|710|.11|37.|96.)/

/** Whose telephone a number under +1 is; undefined: nobody's, or not a number of the plan. */
export function northAmericanCountry(number: string): 'us' | 'ca' | 'other' | undefined {
  const parts = /^\+1([2-9]\d\d)[2-9]\d{6}$/.exec(number)
  const area = parts?.[1]
  if (area === undefined || services.test(area)) return undefined
  if (canada.has(area)) return 'ca'
  return islands.has(area) ? 'other' : 'us'
}
