// A real OpenID provider for the tests of signing in: `node provider.mjs PORT REDIRECT_URI PEOPLE`, on this computer alone.
// PEOPLE is JSON: what somebody types as login -> the claims about them. Any password will do.
import Provider from "oidc-provider";

const [port, redirect, people] = [process.argv[2], process.argv[3], JSON.parse(process.argv[4])];
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "impactmonitor", client_secret: "only-for-tests", redirect_uris: [redirect], post_logout_redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false, // what is said of a person stands in the ID token, where the dashboard reads it
  cookies: { keys: ["only-for-tests"] },
  pkce: { methods: ["S256"], required: () => false },
  findAccount: (_, id) => (people[id] ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
