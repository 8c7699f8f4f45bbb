import { useEffect, useRef, useState } from 'react';

/** A key that was held off is spoken of for so long, in ms. */
const pressedMs = 3000;

/**
 * While somebody else types: Escape in a terminal takes the keyboard back, and is not typed. Answers whether another key was just pressed there,
 * which reached nobody.
 */
export function useHeldKeys(onTakeBack: () => void): boolean {
  const takeBack = useRef(onTakeBack);
  takeBack.current = onTakeBack;
  const [pressed, setPressed] = useState(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (!target?.closest('.terminal')) return;
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      if (event.key === 'Escape' && plain) {
        event.preventDefault();
        event.stopPropagation();
        takeBack.current();
      } else if (event.key.length === 1 || event.key === 'Enter') setPressed((count) => count + 1);
    };
    // Before the terminal sees it.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
  useEffect(() => {
    if (pressed === 0) return;
    const timer = setTimeout(() => setPressed(0), pressedMs);
    return () => clearTimeout(timer);
  }, [pressed]);
  return pressed > 0;
}
