// Sets colour scheme and language before the first paint, so that nothing flashes.
// A file of its own because the content security policy allows no inline script.
(function () {
  var root = document.documentElement;
  try {
    var scheme = localStorage.getItem('baton.scheme') || 'auto';
    if (scheme === 'auto') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.setAttribute('data-mantine-color-scheme', scheme);
    var language = localStorage.getItem('baton.language') || navigator.language;
    root.lang = /^zh/i.test(language) ? 'zh-CN' : 'en';
  } catch (error) {
    root.setAttribute('data-mantine-color-scheme', 'light');
  }
})();
