# Filters a header for Doxygen. Removes inline namespaces for the version (version.hpp) and for the
# choice of a back end (signature/default_backend.hpp), because programs do not write them. Removes
# specializations of other libraries' templates, because programs do not name them.
s/flaghook::inline FLAGHOOK_ABI/flaghook/
/^inline namespace by_[a-z]+ \{$/d
/^\} \/\/ namespace by_/d
/^template <>$/ {
    N
    /\nstruct (std|boost)::/ {
        :rest
        /(\};|\{\})$/! {
            N
            b rest
        }
        d
    }
}
