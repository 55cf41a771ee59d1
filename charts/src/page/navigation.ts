// Marks in the contents the section that is being read.

export function startNavigation(): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav.contents a')) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute('aria-current');
      links.get(entry.target.id)?.setAttribute('aria-current', 'true');
    }
  }, {rootMargin: '-15% 0px -75% 0px'});
  for (const section of document.querySelectorAll('main > section[id]')) observer.observe(section);
}
