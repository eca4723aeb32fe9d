/** What the servlet serves where the router's own files say nothing: structure of RouterOS 6.47's pages, texts of ours. */
const head = (title: string, extra = ''): string =>
  `<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<meta http-equiv="pragma" content="no-cache">\n${extra}<title>${title}</title>\n</head>\n`;

const away = (title: string): string =>
  `$(if http-status == 302)${title}$(endif)$(if http-header == "Location")$(link-redirect)$(endif)${head(title, '<meta http-equiv="refresh" content="0; url=$(link-redirect)">\n')}<body>\n</body>\n</html>\n`;

const LOGIN = `${head('internet hotspot > login')}<body>
<h1>$(identity)</h1>
$(if error)<p class="error">$(error)</p>
$(endif)<form name="login" action="$(link-login-only)" method="post">
<input type="hidden" name="dst" value="$(link-orig)">
<input type="hidden" name="popup" value="true">
<label>login <input name="username" type="text" value="$(username)"></label>
<label>password <input name="password" type="password"></label>
<button type="submit">OK</button>
</form>
$(if trial == 'yes')<a href="$(link-login-only)?dst=$(link-orig-esc)&amp;username=T-$(mac-esc)">Free trial available, click here</a>
$(endif)</body>
</html>
`;

const STATUS = `${head('mikrotik hotspot > status', '$(if refresh-timeout)<meta http-equiv="refresh" content="$(refresh-timeout-secs)">\n$(endif)')}<body>
<h1>Welcome $(if login-by == 'trial')trial user$(else)$(username)$(endif)!</h1>
<table>
<tr><td>IP address:</td><td>$(ip)</td></tr>
<tr><td>bytes up/down:</td><td>$(bytes-in-nice) / $(bytes-out-nice)</td></tr>
$(if session-time-left)<tr><td>connected / left:</td><td>$(uptime) / $(session-time-left)</td></tr>
$(else)<tr><td>connected:</td><td>$(uptime)</td></tr>
$(endif)$(if remain-bytes-out)<tr><td>remaining bytes:</td><td>$(remain-bytes-out)</td></tr>
$(endif)</table>
<form action="$(link-logout)" method="get"><button type="submit">log off</button></form>
</body>
</html>
`;

export const DEFAULT_PAGES: Readonly<Record<string, string>> = {
  'rlogin.html': away('Hotspot login required'),
  'redirect.html': away('Hotspot redirect'),
  'login.html': LOGIN,
  'alogin.html': `${head('mikrotik hotspot > redirect', '<meta http-equiv="refresh" content="2; url=$(link-redirect)">\n')}<body>
<h1>You are logged in</h1>
<p>If nothing happens, click <a href="$(link-redirect)">here</a></p>
</body>
</html>
`,
  'status.html': STATUS,
  'fstatus.html': away('Hotspot login required'),
  'logout.html': `${head('mikrotik hotspot > logout')}<body>
<h1>you have just logged out</h1>
<table>
<tr><td>user name</td><td>$(username)</td></tr>
<tr><td>session time</td><td>$(uptime)</td></tr>
<tr><td>bytes up/down:</td><td>$(bytes-in-nice) / $(bytes-out-nice)</td></tr>
</table>
<form action="$(link-login)" method="get"><button type="submit">log in</button></form>
</body>
</html>
`,
  'flogout.html': away('Hotspot login required'),
  'error.html': `${head('mikrotik hotspot > error')}<body>
<h1>Hotspot ERROR: $(error)</h1>
<p>Login page: <a href="$(link-login)">$(link-login)</a></p>
</body>
</html>
`,
  'api.json': `{
  "captive": $(if logged-in == 'yes')false$(else)true$(endif),
  "user-portal-url": "$(link-login-only)"$(if session-timeout-secs != 0),
  "seconds-remaining": $(session-timeout-secs)$(endif)$(if remain-bytes-total),
  "bytes-remaining": $(remain-bytes-total)$(endif),
  "can-extend-session": false
}
`,
};

/** Keys and texts of errors.txt as shipped (RouterOS 6.47). */
export const ERRORS = {
  'internal-error': 'internal error ($(error-orig))',
  'config-error': 'configuration error ($(error-orig))',
  'not-logged-in': 'you are not logged in (ip $(ip))',
  'ippool-empty': 'cannot assign ip address - no more free addresses from pool',
  'shutting-down': 'hotspot service is shutting down',
  'user-session-limit': 'no more sessions are allowed for user $(username)',
  'license-session-limit': 'session limit reached ($(error-orig))',
  'wrong-mac-username': 'invalid username ($(username)): this MAC address is not yours',
  'chap-missing': 'web browser did not send challenge response (try again, enable JavaScript)',
  'invalid-username': 'invalid username or password',
  'invalid-mac': 'user $(username) is not allowed to log in from this MAC address',
  'uptime-limit': 'user $(username) has reached uptime limit',
  'traffic-limit': 'user $(username) has reached traffic limit',
  'radius-timeout': 'RADIUS server is not responding',
  'auth-in-progress': 'already authorizing, retry later',
  'radius-reply': '$(error-orig)',
} as const;

export type ErrorKey = keyof typeof ERRORS;
