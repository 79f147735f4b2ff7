# Changes the installed files to what Debian's policy requires; run by cpack before it packs them.
# https://www.debian.org/doc/debian-policy/ch-docs.html
set(share "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/tool${CPACK_PACKAGING_INSTALL_PREFIX}/share")

# compress(FILE): without a time stamp, so that equal files stay equal.
function(compress file)
  execute_process(COMMAND gzip -9 --no-name --force "${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

compress("${share}/man/man1/flaghook.1")

file(MAKE_DIRECTORY "${share}/zsh/vendor-completions")
file(RENAME "${share}/zsh/site-functions/_flaghook" "${share}/zsh/vendor-completions/_flaghook")
file(REMOVE_RECURSE "${share}/zsh/site-functions")

file(READ "${CPACK_FLAGHOOK_LICENSE}" license)
file(WRITE "${share}/doc/flaghook/copyright" "Source: ${CPACK_PACKAGE_HOMEPAGE_URL}\n\n${license}")

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${share}/doc/flaghook/changelog"
"flaghook (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * Release ${CPACK_PACKAGE_VERSION}. ${CPACK_PACKAGE_HOMEPAGE_URL} has the list of changes.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
compress("${share}/doc/flaghook/changelog")
