/** Apple keyboards name the key differently; nothing but words depends on this. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
