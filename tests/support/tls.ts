/**
 * A key and a certificate for news.example, signed by itself and valid until 2126, for servers that
 * tests start. Made by:
 *
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
 *   -subj "/CN=news.example" -addext "subjectAltName=DNS:news.example"
 */
export const TEST_TLS = {
  name: "news.example",
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLOUgc4QSZshqT/2n
NwHkhMkISyDGD6v9qYWwx/sPG6uhRANCAAQRjSYt1JX9YIPbp7knEHDrqJLfqRie
6hyRd14STN4Sn5RrCdQLiQ8dCuMrCh+w+MU+aVUqWBsdncueMFxVOJtI
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnzCCAUSgAwIBAgIUcep0xleeZOZZgqFl6GAq0cXPAfEwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMbmV3cy5leGFtcGxlMCAXDTI2MTEyNzIzMTAxMFoYDzIxMjYx
MTAzMjMxMDEwWjAXMRUwEwYDVQQDDAxuZXdzLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQRjSYt1JX9YIPbp7knEHDrqJLfqRie6hyRd14STN4Sn5Rr
CdQLiQ8dCuMrCh+w+MU+aVUqWBsdncueMFxVOJtIo2wwajAdBgNVHQ4EFgQUMeoJ
79JcnTyNFSB+8LZ68I6wK+kwHwYDVR0jBBgwFoAUMeoJ79JcnTyNFSB+8LZ68I6w
K+kwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxuZXdzLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSQAwRgIhAJ5edxkdQo+dqo9ZmvcjrMrpiklypGdejAGR6gIHy5jR
AiEA51EL4Pbd2T05rR/3FXA5d6WaBDZoYMusvbL45G9O3kU=
-----END CERTIFICATE-----
`,
};
