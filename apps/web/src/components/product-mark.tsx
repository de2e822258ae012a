/** The product's own sign, as in the browser's tab; drawn here, so that it is no request of its own. */
export function ProductMark({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden>
      <rect width="32" height="32" rx="6" fill="#0b5c75" />
      <path
        d="M6 22h20M6 22v-4m5 4v-7m5 7V11m5 11v-9m5 9V8"
        stroke="#fff"
        strokeWidth="2.2"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  );
}
