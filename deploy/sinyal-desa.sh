#!/bin/sh
# `sinyal-desa routers list` = `npm run routers -- list` with the service's own settings and as its user; with files in the present
# folder. Goes to /usr/local/bin/sinyal-desa.
set -eu
[ "$(id -u)" = 0 ] || { echo "jalankan sebagai root: sudo sinyal-desa $*" >&2; exit 1; }
[ $# -gt 0 ] || { echo "cara pakai: sinyal-desa PERINTAH …   misalnya: sinyal-desa routers list" >&2; exit 1; }
set -a
. /etc/sinyal-desa/sinyal-desa.env
DATA_DIR=/var/lib/sinyal-desa
KEY_FILE=/etc/sinyal-desa/master.key
HOME=/var/lib/sinyal-desa
set +a
command=$1
shift
cd /opt/sinyal-desa
exec setpriv --reuid=sinyal-desa --regid=sinyal-desa --init-groups -- npm run --silent "$command" -- "$@"
