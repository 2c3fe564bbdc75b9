// Styles under a content policy that lets none in as text: by the word of the answer, and by the style object of an element.

/** The word that lets a style in; empty on the developer's server, which sets no policy. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/**
 * Some libraries know of no word: the lock of scrolling under a dialog, and the bar that never ends, make a style element of
 * their own; a text field that grows and charts write `style` as an attribute. A script may do both by other means, so what
 * they do is led there. What comes in as markup stays refused: this is for our scripts, not for texts.
 */
export function writeStylesAsAllowed(nonce: string): void {
  const make = document.createElement;
  document.createElement = function (this: Document, name: string, options?: ElementCreationOptions): HTMLElement {
    const made: HTMLElement = make.call(this, name, options);
    if (nonce && made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  } as typeof document.createElement;
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style' && (this instanceof HTMLElement || this instanceof SVGElement)) this.style.cssText = value;
    else set.call(this, name, value);
  };
}
