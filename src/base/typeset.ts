/** French typography: a narrow no-break space before : ; ? ! and inside « », as printers set them. */

export const typeset = (text: string): string =>
  text.replace(/ ([:;?!»])/g, '\u202f$1').replace(/« /g, '«\u202f')
