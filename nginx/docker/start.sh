#!/bin/sh
# Writes what differs from place to place, then runs Nginx.
#   PARLEY_NETWORK        the network of the nodes (parley_front)
#   PARLEY_OUTER_PROXIES  addresses of proxies before this one, with commas between, whose X-Forwarded-For and -Proto are believed
#   /etc/nginx/tls        fullchain.pem and privkey.pem, if it is to speak TLS (port 8443)
set -eu
mkdir -p /tmp/nginx
here=/etc/nginx/docker

sed "s/@NETWORK@/${PARLEY_NETWORK:-parley_front}/" $here/nodes.conf > /tmp/nginx/nodes.conf

if [ -n "${PARLEY_OUTER_PROXIES:-}" ]; then
  {
    echo 'real_ip_header X-Forwarded-For; real_ip_recursive on;'
    echo 'geo $realip_remote_addr $is_outer_proxy { default 0;'
    for range in $(echo "$PARLEY_OUTER_PROXIES" | tr ',' ' '); do echo "  $range 1;"; done
    echo '}'
    for range in $(echo "$PARLEY_OUTER_PROXIES" | tr ',' ' '); do echo "set_real_ip_from $range;"; done
    echo 'map "$is_outer_proxy $http_x_forwarded_proto" $forwarded_proto { default $scheme; "1 https" https; }'
  } > /tmp/nginx/edge.conf
else
  cp /etc/nginx/parley/direct.conf /tmp/nginx/edge.conf
fi

if [ -r /etc/nginx/tls/fullchain.pem ]; then
  cp $here/listen-tls.conf /tmp/nginx/listen.conf
else
  cp $here/listen.conf /tmp/nginx/listen.conf
fi

exec nginx -g 'daemon off;'
